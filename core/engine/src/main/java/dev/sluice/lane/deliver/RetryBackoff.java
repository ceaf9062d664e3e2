package dev.sluice.lane.deliver;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Exponential back-off with full jitter: many senders that fail together come back spread out. For one thread. */
final class RetryBackoff {

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;

    /**
     * @param first the most that the first pause lasts
     * @param longest the most that any pause lasts
     */
    RetryBackoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /** A pause before the next try, between nothing and the ceiling. */
    Duration pause(int failures) {
        return Duration.ofMillis(random.nextLong(ceiling(failures).toMillis() + 1));
    }

    /** The most that the pause after so many failures lasts: doubled each time. */
    Duration ceiling(int failures) {
        Duration ceiling = first;
        for (int i = 1; i < failures && ceiling.compareTo(longest) < 0; i++) {
            ceiling = ceiling.multipliedBy(2);
        }
        return ceiling.compareTo(longest) < 0 ? ceiling : longest;
    }
}
