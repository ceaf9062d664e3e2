package dev.sluice.testkit.campaign;

/**
 * A dead letter as an operator sees it.
 *
 * @param source the destination that it was for, or {@code ingest}
 * @param eventId empty where none could be read
 * @param original the webhook as it came
 */
public record Letter(String source, String eventId, String reason, String detail, String original) {

    /** Where what can't be read at all ends. */
    public static final String INGEST = "ingest";
}
