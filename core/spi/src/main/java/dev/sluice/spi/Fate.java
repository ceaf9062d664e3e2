package dev.sluice.spi;

import java.time.Duration;

/** What an answer means for one event of a batch. Immutable; texts as in {@link Answer}. */
public sealed interface Fate {

    /** It arrived. */
    record Arrived() implements Fate {}

    /** It is innocent of the refusal and is sent again at once. */
    record Again() implements Fate {}

    /**
     * Its person or device sends too much: it waits, alone, while others go on.
     *
     * @param key the person or device, as {@link Identity} has it: all events of that user or device wait
     * @param pause how long, not negative
     */
    record Throttled(String key, Duration pause) implements Fate {}

    /**
     * It was refused for good and becomes a dead letter.
     *
     * @param reason a short code in lower case: {@code invalid-field}, {@code daily-quota}
     * @param detail the destination's own reason, for a person
     */
    record Rejected(String reason, String detail) implements Fate {}
}
