package dev.sluice.testkit.campaign;

import java.time.Duration;

/**
 * A dead letter as an operator sees it.
 *
 * @param source the destination that it was for, or {@code ingest}
 * @param eventId empty where none could be read
 * @param original the webhook as it came
 * @param age from its receipt until it was given up, both on the relay's clock
 */
public record Letter(String source, String eventId, String reason, String detail, String original, Duration age) {

    /** Where what can't be read at all ends. */
    public static final String INGEST = "ingest";
}
