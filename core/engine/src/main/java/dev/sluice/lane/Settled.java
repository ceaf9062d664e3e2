package dev.sluice.lane;

import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.ParkedEvent;
import dev.sluice.journal.StoredEvent;
import java.util.List;

/**
 * These events are done with, for now at least: delivered, filtered, given up, or set aside on disk.
 *
 * @param events each once
 * @param deadLetters for those of them that were given up
 * @param parked those of them that were set aside
 */
public record Settled(List<StoredEvent> events, List<DeadLetter> deadLetters, List<ParkedEvent> parked)
        implements SettleReport {

    public Settled(List<StoredEvent> events, List<DeadLetter> deadLetters) {
        this(events, deadLetters, List.of());
    }
}
