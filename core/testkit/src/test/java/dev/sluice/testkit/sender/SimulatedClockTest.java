package dev.sluice.testkit.sender;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedClockTest {

    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    private final SimulatedClock clock = new SimulatedClock(START);
    private final List<String> happened = new ArrayList<>();

    @Test
    void aPauseSetsItForward() {
        clock.pause(Duration.ofHours(1));

        assertThat(clock.instant()).isEqualTo(START.plusSeconds(3600));
    }

    @Test
    void whatFallsIntoAPauseHappensInOrderAndAtItsMoment() {
        clock.after(Duration.ofMinutes(9), () -> happened.add("second " + clock.instant()));
        clock.after(Duration.ofMinutes(5), () -> happened.add("first " + clock.instant()));
        clock.after(Duration.ofMinutes(11), () -> happened.add("not yet"));
        clock.pause(Duration.ofMinutes(10));

        assertThat(happened).containsExactly("first 2026-03-02T08:05:00Z", "second 2026-03-02T08:09:00Z");
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(600));
    }

    @Test
    void whatHappensMaySetMoreToHappen() {
        clock.after(
                Duration.ofMinutes(1),
                () -> clock.after(Duration.ofMinutes(1), () -> happened.add("" + clock.instant())));
        clock.pause(Duration.ofMinutes(2));

        assertThat(happened).containsExactly("2026-03-02T08:02:00Z");
    }
}
