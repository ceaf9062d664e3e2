package dev.sluice.journal;

import java.util.List;

/**
 * Some consecutive events of one partition, as the journal gives them out.
 *
 * @param events in the order of their offsets; at least one
 * @param number grows from chunk to chunk of a log whose partitions come and go, so that a step of the account can tell which chunks it
 *     knew ({@link Settlement#knows}); 0 where partitions stay
 * @param afresh whether the partition has just become this process's, maybe once more: the account of it begins with this chunk,
 *     which may hold events that were given out before
 */
public record Chunk(List<StoredEvent> events, long number, boolean afresh) {

    public Chunk {
        events = List.copyOf(events);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("a chunk holds at least one event");
        }
    }

    /** The next events of a partition, or some that were set aside. */
    public Chunk(List<StoredEvent> events) {
        this(events, 0, false);
    }

    /** Bytes of all bodies. */
    public long bytes() {
        long bytes = 0;
        for (StoredEvent event : events) {
            bytes += event.body().length;
        }
        return bytes;
    }
}
