package dev.sluice.spi;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a destination's answer means for the batch it answers. Texts are for operators: short, on one line, and without secrets, since
 * some destinations echo the key they refuse.
 *
 * <p>Immutable. The engine does what it says at once and asks no second time, so whoever is in doubt says {@link Unavailable}, which loses
 * nothing, and never {@link Delivered}.
 */
public sealed interface Answer {

    /**
     * All events arrived.
     *
     * @param remark something worth a line in the log, such as a count that differs; empty as a rule
     */
    record Delivered(Optional<String> remark) implements Answer {}

    /**
     * The events met different fates.
     *
     * @param fates one for each event of the batch, in its order; at least one differs from {@link Fate.Again}, or the engine
     *     would send the same batch for ever
     */
    record Sorted(List<Fate> fates) implements Answer {

        /** Copies the fates. */
        public Sorted {
            fates = List.copyOf(fates);
        }
    }

    /**
     * The request was too large: it is halved, and a single event becomes a dead letter.
     *
     * @param reason what the destination said
     */
    record TooLarge(String reason) implements Answer {}

    /**
     * Refused for what it holds, but no event was named: the batch is halved until the offending event is alone, and that one
     * becomes a dead letter once it is certain that the destination takes others.
     *
     * @param reason what the destination said
     */
    record Refused(String reason) implements Answer {}

    /**
     * Not now: the batch is sent again later, after a back-off that grows from try to try, until its events are too old.
     *
     * @param reason what the destination said
     * @param retryAfter how long the destination asks to wait, where it does
     */
    record Unavailable(String reason, Optional<Duration> retryAfter) implements Answer {}

    /**
     * The destination is getting too much from all of us: nothing is sent for a while.
     *
     * @param reason what the destination said
     * @param pause how long, not negative; the engine waits a second at least and an hour at most
     */
    record SlowDown(String reason, Duration pause) implements Answer {}

    /**
     * Nothing will arrive until a person mends something: the lane pauses, loses nothing and goes on by itself when it is mended.
     *
     * @param reason what the destination said
     * @param remedy what to do, in one sentence
     */
    record Misconfigured(String reason, String remedy) implements Answer {}
}
