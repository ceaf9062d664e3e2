package dev.sluice.journal;

import java.util.List;

/**
 * Some consecutive events of one partition, as the journal gives them out.
 *
 * @param events in the order of their offsets; at least one
 */
public record Chunk(List<StoredEvent> events) {

    public Chunk {
        events = List.copyOf(events);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("a chunk holds at least one event");
        }
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
