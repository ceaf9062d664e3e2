package dev.sluice.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class StrikeTest {

    @Test
    void aListNamesBlowsAndTheNodesTheyFallOn() {
        assertThat(Strike.parse("kill:b, scale-down"))
                .containsExactly(
                        new Strike(Blow.KILL, Optional.of("b")), new Strike(Blow.SCALE_DOWN, Optional.empty()));
    }

    @Test
    void aWordThatIsNoBlowIsRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> Strike.parse("tickle"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"tickle\" is no blow", "kill", "kill-and-restart", "freeze");
    }

    @Test
    void onFilesNoBrokerCanBeKilledAndOnLoopbackNoNodeCutOff() {
        assertThat(Strike.all(ClusterJournal.FILES, Optional.empty()))
                .extracting(Strike::blow)
                .doesNotContain(Blow.BROKER, Blow.SPLIT)
                .contains(Blow.KILL, Blow.FREEZE, Blow.ROLL);
    }
}
