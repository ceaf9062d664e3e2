package dev.sluice.testkit.sender;

import java.time.Duration;
import java.util.List;

/**
 * What became of one webhook.
 *
 * @param attempts in their order, one at least; all but the last failed
 */
public record Delivery(List<Attempt> attempts) {

    public Delivery {
        attempts = List.copyOf(attempts);
        if (attempts.isEmpty()) {
            throw new IllegalArgumentException("a webhook of the stream is tried at least once");
        }
    }

    /** Whether the receiver took it in the end; else it was given up. */
    public boolean isTaken() {
        return last().outcome().isTaken();
    }

    /** How long it held back those behind it: from its first try to the end of its last. */
    public Duration standstill() {
        return Duration.between(attempts.get(0).from(), last().until());
    }

    private Attempt last() {
        return attempts.get(attempts.size() - 1);
    }
}
