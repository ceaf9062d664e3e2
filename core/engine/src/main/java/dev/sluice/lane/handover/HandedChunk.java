package dev.sluice.lane.handover;

import dev.sluice.journal.StoredEvent;
import java.util.List;

/**
 * Events on their way to a node that delivers them for their owner.
 *
 * @param owner whose they are: where it is told what became of them
 * @param grant the owner's number for them
 * @param events at least one
 */
public record HandedChunk(String owner, long grant, List<StoredEvent> events) {

    public HandedChunk {
        events = List.copyOf(events);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("a chunk holds at least one event");
        }
    }
}
