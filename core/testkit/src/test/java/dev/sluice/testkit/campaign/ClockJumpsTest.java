package dev.sluice.testkit.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.campaign.ClockJumps.Jump;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockJumpsTest {

    private static List<Jump> all(ClockJumps jumps, int rounds) {
        List<Jump> all = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            all.addAll(jumps.in(round));
        }
        jumps.last().ifPresent(all::add);
        return all;
    }

    /** How far the clock is moved each time. */
    private static List<Duration> lengths(List<Jump> jumps) {
        List<Duration> lengths = new ArrayList<>();
        Duration off = Duration.ZERO;
        for (Jump jump : jumps) {
            lengths.add(jump.off().minus(off));
            off = jump.off();
        }
        return lengths;
    }

    @Test
    void aSeedDrawsTheSameAgain() {
        assertThat(all(new ClockJumps(7, 9, 4), 4))
                .hasSize(9)
                .isEqualTo(all(new ClockJumps(7, 9, 4), 4))
                .isNotEqualTo(all(new ClockJumps(8, 9, 4), 4));
    }

    @Test
    void oneJumpOfAllComesAtTheEnd() {
        assertThat(new ClockJumps(7, 1, 4).last()).isPresent();
        assertThat(all(new ClockJumps(7, 1, 4), 4)).hasSize(1);
        assertThat(all(new ClockJumps(7, 0, 4), 4)).isEmpty();
    }

    @Test
    void jumpsGoBothWaysByMinutesHoursAndDays() {
        assertThat(lengths(all(new ClockJumps(7, 200, 8), 8)))
                .anyMatch(jump -> jump.toMinutes() > 0 && jump.toHours() == 0)
                .anyMatch(jump -> jump.toMinutes() < 0 && jump.toHours() == 0)
                .anyMatch(jump -> jump.toHours() > 0 && jump.toDays() == 0)
                .anyMatch(jump -> jump.toHours() < 0 && jump.toDays() == 0)
                .anyMatch(jump -> jump.toDays() > 7)
                .anyMatch(jump -> jump.toDays() < -7);
    }

    @Test
    void theClockIsNeverSoFarOffThatASignatureIsTooOld() {
        assertThat(all(new ClockJumps(7, 1_000, 8), 8))
                .allSatisfy(jump -> assertThat(jump.off().abs()).isLessThanOrEqualTo(ClockJumps.MOST_OFF));
    }

    @Test
    void jumpsOfARoundComeOneAfterTheOther() {
        assertThat(new ClockJumps(7, 100, 1).in(0))
                .extracting(Jump::moment)
                .isSorted()
                .allMatch(moment -> moment >= 0 && moment < 1);
    }
}
