package dev.sluice.journal;

import java.util.List;

/**
 * What one request brought: accepted events, and what could not be accepted and goes to the dead letters. Stored as one.
 *
 * @param receivedAtMillis when, in milliseconds since 1970
 * @param events each accepted event's JSON exactly as sent
 * @param quarantined dead letters of source {@link DeadLetter#INGEST}
 */
public record AppendBatch(long receivedAtMillis, List<byte[]> events, List<DeadLetter> quarantined) {

    public AppendBatch {
        events = List.copyOf(events);
        quarantined = List.copyOf(quarantined);
    }

    /** Whether there is nothing to store. */
    public boolean isEmpty() {
        return events.isEmpty() && quarantined.isEmpty();
    }

    /** Bytes of all bodies. */
    public long bytes() {
        long bytes = 0;
        for (byte[] event : events) {
            bytes += event.length;
        }
        for (DeadLetter letter : quarantined) {
            bytes += letter.original().length;
        }
        return bytes;
    }
}
