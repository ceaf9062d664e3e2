package dev.sluice.testkit.sender;

import dev.sluice.testkit.sender.Outcome.Answered;
import dev.sluice.testkit.sender.Outcome.Disconnected;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How long Customer.io waits before it tries a webhook again. Source of what is documented: "Timeouts and failures" of
 * docs.customer.io/integrations/api/webhooks. What that page leaves open is marked as assumed.
 */
public final class RetrySchedule {

    /** Documented: the pause after the statuses below and after a connection that failed. */
    public static final Duration LONG_PAUSE = Duration.ofHours(1);

    /** Documented: how long a webhook is tried. */
    public static final Duration RETRIED_FOR = Duration.ofDays(7);

    /** Not documented; assumed. The back-off is documented as exponential, its numbers are not. */
    public static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

    /** Not documented; assumed: the back-off doubles. */
    private static final int GROWTH = 2;

    /** Not documented; assumed: the back-off never waits longer than after the worst answers. */
    private static final Duration MOST_PAUSE = LONG_PAUSE;

    /** Documented. 408, 413, 415, 503 and 504 are not among them. */
    private static final Set<Integer> LONG_PAUSE_STATUSES =
            Set.of(400, 401, 402, 403, 404, 405, 410, 429, 500, 502, 521);

    /**
     * The pause before the next try. The last one is cut short so that a try falls on the end of the seven days (assumed).
     *
     * @param failed the outcome of the last try
     * @param tries of this webhook so far, from 1; those followed by the long pause count for the back-off too (assumed)
     * @param sinceFirst from the first try to the end of the last
     * @return empty where the webhook is not tried again
     */
    public Optional<Duration> pauseAfter(Outcome failed, int tries, Duration sinceFirst) {
        if (failed.isTaken()) {
            throw new IllegalArgumentException("a webhook that was taken is not tried again: " + failed);
        }
        Duration left = RETRIED_FOR.minus(sinceFirst);
        if (left.isZero() || left.isNegative()) {
            return Optional.empty();
        }
        return Optional.of(shorter(costsTheLongPause(failed) ? LONG_PAUSE : backOff(tries), left));
    }

    private static boolean costsTheLongPause(Outcome failed) {
        return failed instanceof Disconnected
                || failed instanceof Answered answered && LONG_PAUSE_STATUSES.contains(answered.status());
    }

    private static Duration backOff(int tries) {
        Duration pause = FIRST_PAUSE;
        for (int i = 1; i < tries && pause.compareTo(MOST_PAUSE) < 0; i++) {
            pause = pause.multipliedBy(GROWTH);
        }
        return shorter(pause, MOST_PAUSE);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
