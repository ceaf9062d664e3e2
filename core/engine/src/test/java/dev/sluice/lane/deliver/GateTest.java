package dev.sluice.lane.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A gate before a destination that answers whatever it likes. */
class GateTest {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static Gate gate(Random random) {
        return new Gate(
                new RetryBackoff(Duration.ofSeconds(1), LONGEST, random),
                new RetryBackoff(Duration.ofSeconds(1), Duration.ofMinutes(1), random));
    }

    @Property(tries = 300)
    void noRequestGoesOutInAPauseThatWasAskedForAndOneDoesAfterIt(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int concurrency) {
        Random answers = new Random(seed);
        Gate gate = gate(answers);
        long now = 0;
        long askedUntil = 0;
        int underWay = 0;
        for (int step = 0; step < 300; step++) {
            while (underWay < concurrency && gate.admits(now, underWay)) {
                assertThat(now).isGreaterThanOrEqualTo(askedUntil);
                underWay++;
            }
            if (underWay == 0) {
                assertThat(gate.closedUntil()).as("it opens some time").isBetween(now + 1, now + LONGEST.toMillis());
                now = gate.closedUntil();
                continue;
            }
            now += answers.nextInt(500);
            underWay--;
            Duration asked = Duration.ofMillis(answers.nextInt(60_000));
            switch (answers.nextInt(5)) {
                case 0 -> gate.failed("503", Duration.ZERO, now);
                case 1 -> {
                    gate.failed("503", asked, now);
                    askedUntil = Math.max(askedUntil, now + asked.toMillis());
                }
                case 2 -> {
                    gate.slowed("429", asked, now);
                    askedUntil = Math.max(askedUntil, now + asked.toMillis());
                }
                case 3 -> gate.misconfigured("key", "mend it", now);
                default -> gate.succeeded(now);
            }
        }
    }
}
