package dev.sluice.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A time to take over that is short whatever happens would prove nothing. */
class DeliveryWaitsTest {

    private Duration now = Duration.ZERO;
    private final DeliveryWaits waits = new DeliveryWaits(() -> now.toNanos());

    private void pass(int seconds) {
        now = now.plusSeconds(seconds);
    }

    private void many(String node) {
        for (int i = 0; i < 300; i++) {
            waits.arrived(node + i);
            waits.acknowledged(node + i, node);
        }
    }

    @Test
    void anEventFromBeforeTheBlowWaitsFromTheBlowOn() {
        waits.acknowledged("old", "a");
        pass(5);
        waits.mark();
        pass(10);
        waits.arrived("old");

        assertThat(waits.longest()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aLaterOneWaitsFromItsAcknowledgementOn() {
        waits.mark();
        pass(4);
        waits.acknowledged("new", "a");
        pass(3);
        waits.arrived("new");

        assertThat(waits.longest()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void whatArrivesBeforeItsSenderHasTheAnswerDoesNotWait() {
        waits.arrived("quick");
        pass(3);
        waits.acknowledged("quick", "a");
        pass(3);

        assertThat(waits.open()).isEmpty();
        assertThat(waits.longest()).isZero();
    }

    @Test
    void itIsTakenOverWhenWhatWasThereAndMuchThatCameLaterHasArrived() {
        waits.acknowledged("old", "a");
        waits.mark();
        pass(2);
        many("b");
        pass(1);
        waits.acknowledged("later still", "b");

        assertThat(waits.isTakenOver()).isFalse();
        waits.arrived("old");
        assertThat(waits.isTakenOver()).isTrue();
    }

    @Test
    void nothingIsKnownOfATakeOverWhileSendersStandStill() {
        waits.mark();
        pass(60);

        assertThat(waits.isTakenOver()).isFalse();
    }

    @Test
    void norRightAfterTheBlow() {
        waits.mark();
        many("b");

        assertThat(waits.isTakenOver()).isFalse();
    }

    @Test
    void whatOnlyALostNodeCanDeliverIsCountedForItself() {
        waits.mark("a");
        waits.acknowledged("its own", "a");
        pass(2);
        many("b");
        waits.acknowledged("another's", "b");
        pass(2);
        waits.arrived("another's");

        assertThat(waits.isTakenOver()).isTrue();
        pass(5);
        waits.arrived("its own");
        assertThat(waits.longest()).isEqualTo(Duration.ofSeconds(2));
        assertThat(waits.longestOfLost()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void sendersStandStillFromOneAnswerToTheNext() {
        waits.mark();
        pass(1);
        waits.acknowledged("one", "a");
        pass(6);
        waits.acknowledged("two", "a");

        assertThat(waits.longestSilence()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void whatIsGivenUpWaitsNoMore() {
        waits.acknowledged("refused", "a");
        waits.givenUp(List.of("refused"));

        assertThat(waits.open()).isEmpty();
    }
}
