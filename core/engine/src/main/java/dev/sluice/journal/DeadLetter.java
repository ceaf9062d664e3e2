package dev.sluice.journal;

import dev.sluice.journal.trail.EventMark;
import dev.sluice.journal.trail.Origin;
import java.util.Objects;
import java.util.Optional;

/**
 * An event that was given up, kept so that a person can read and replay it.
 *
 * @param source the destination's id that gave it up, or {@link #INGEST}, or {@link #JOURNAL}
 * @param partition where it stands in the log; 0 for ingest
 * @param offset its offset in the log, or -1 for ingest
 * @param eventId the sender's id; empty where it could not be read
 * @param eventName {@code email.sent}; empty where it could not be read
 * @param reason a short code in lower case: {@code invalid-field}, {@code too-large}, {@code broken-json}
 * @param detail the reason in words, the destination's own where it gave one, without secrets
 * @param original the webhook exactly as received
 * @param mapped what was sent to the destination; empty where it never came to that
 * @param tries how often it was sent
 * @param receivedAtMillis when ingest received it
 * @param firstTryAtMillis when it was first sent, or 0
 * @param diedAtMillis when it was given up
 */
public record DeadLetter(
        String source,
        int partition,
        long offset,
        String eventId,
        String eventName,
        String reason,
        String detail,
        byte[] original,
        Optional<byte[]> mapped,
        int tries,
        long receivedAtMillis,
        long firstTryAtMillis,
        long diedAtMillis) {

    /** The source of what ingest could not accept. */
    public static final String INGEST = "ingest";

    /** The source of what the journal itself could not give out any more. */
    public static final String JOURNAL = "journal";

    public DeadLetter {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(eventName, "eventName");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(original, "original");
        Objects.requireNonNull(mapped, "mapped");
    }

    /**
     * Events of the log that are damaged, or gone.
     *
     * @param offset the first of them
     * @param original what is left of them
     */
    public static DeadLetter damaged(long offset, byte[] original, String detail, long nowMillis) {
        return new DeadLetter(
                JOURNAL, 0, offset, "", "", "damaged", detail, original, Optional.empty(), 0, 0, 0, nowMillis);
    }

    /** Why it was given up, in one line. */
    public String cause() {
        return detail.isEmpty() ? reason : reason + ": " + detail;
    }

    /** The event as the trail knows it. */
    public EventMark mark() {
        return EventMark.of(eventId, receivedAtMillis, Origin.UNKNOWN);
    }

    /**
     * What ingest could not accept, with the reason.
     *
     * @param eventId empty where it could not be read
     */
    public static DeadLetter quarantined(
            byte[] original, String eventId, String reason, String detail, long receivedAtMillis) {
        return new DeadLetter(
                INGEST,
                0,
                -1,
                eventId,
                "",
                reason,
                detail,
                original,
                Optional.empty(),
                0,
                receivedAtMillis,
                0,
                receivedAtMillis);
    }
}
