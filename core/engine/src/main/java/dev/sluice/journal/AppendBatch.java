package dev.sluice.journal;

import dev.sluice.journal.trail.Origin;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one request brought: accepted events, and what could not be accepted and goes to the dead letters. Stored as one.
 *
 * @param receivedAtMillis when, in milliseconds since 1970
 * @param origin how
 * @param events each accepted event's JSON exactly as sent
 * @param quarantined dead letters of source {@link DeadLetter#INGEST}
 * @param mark how far the file is taken in with this, where the batch is a part of a file
 */
public record AppendBatch(
        long receivedAtMillis,
        Origin origin,
        List<byte[]> events,
        List<DeadLetter> quarantined,
        Optional<ImportMark> mark) {

    public AppendBatch {
        Objects.requireNonNull(origin, "origin");
        events = List.copyOf(events);
        quarantined = List.copyOf(quarantined);
        Objects.requireNonNull(mark, "mark");
    }

    /** A batch that is no part of a file, and does not say how it came. */
    public AppendBatch(long receivedAtMillis, List<byte[]> events, List<DeadLetter> quarantined) {
        this(receivedAtMillis, Origin.UNKNOWN, events, quarantined, Optional.empty());
    }

    /** The same as a part of a file. */
    public AppendBatch markedBy(ImportMark part) {
        return new AppendBatch(receivedAtMillis, Origin.IMPORTED, events, quarantined, Optional.of(part));
    }

    /** The same, come in this way. */
    public AppendBatch by(Origin way) {
        return new AppendBatch(receivedAtMillis, way, events, quarantined, mark);
    }

    /** The same with other events. */
    public AppendBatch with(List<byte[]> others) {
        return new AppendBatch(receivedAtMillis, origin, others, quarantined, mark);
    }

    /** Whether there is nothing to store. */
    public boolean isEmpty() {
        return events.isEmpty() && quarantined.isEmpty() && mark.isEmpty();
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
