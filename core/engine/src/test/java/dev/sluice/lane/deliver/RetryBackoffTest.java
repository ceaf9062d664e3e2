package dev.sluice.lane.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryBackoffTest {

    private static RetryBackoff backoff(int firstMillis, int longestMillis, long seed) {
        return new RetryBackoff(Duration.ofMillis(firstMillis), Duration.ofMillis(longestMillis), new Random(seed));
    }

    @Test
    void theCeilingDoublesUpToTheLongest() {
        RetryBackoff backoff = backoff(1_000, 300_000, 1);

        assertThat(IntStream.rangeClosed(1, 11)
                        .mapToLong(failures -> backoff.ceiling(failures).toSeconds()))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L);
    }

    @Property(tries = 300)
    void howeverOftenItFailedAPauseIsWithinItsCeilingAndThatWithinTheLongest(
            @ForAll @IntRange(min = 1, max = 10_000) int firstMillis,
            @ForAll @IntRange(min = 1, max = 10_000_000) int longestMillis,
            @ForAll @IntRange(min = 1) int failures,
            @ForAll long seed) {
        RetryBackoff backoff = backoff(firstMillis, longestMillis, seed);

        Duration ceiling = backoff.ceiling(failures);
        assertThat(ceiling).isPositive().isLessThanOrEqualTo(Duration.ofMillis(longestMillis));
        assertThat(backoff.pause(failures)).isBetween(Duration.ZERO, ceiling);
        assertThat(backoff.ceiling(failures == Integer.MAX_VALUE ? failures : failures + 1))
                .as("it never comes back sooner for failing more")
                .isGreaterThanOrEqualTo(ceiling);
    }

    /** Thousands of relays that lost the same destination must not come back in the same moment. */
    @Property(tries = 50)
    void pausesAreSpreadOverAllOfTheCeiling(@ForAll @IntRange(min = 1, max = 30) int failures, @ForAll long seed) {
        RetryBackoff backoff = backoff(1_000, 300_000, seed);
        long tenth = backoff.ceiling(failures).toMillis() / 10 + 1;

        assertThat(IntStream.range(0, 1_000)
                        .mapToLong(draw -> backoff.pause(failures).toMillis() / tenth)
                        .distinct())
                .hasSize(10);
    }
}
