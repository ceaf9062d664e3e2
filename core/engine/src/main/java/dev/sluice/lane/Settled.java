package dev.sluice.lane;

import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.StoredEvent;
import java.util.List;

/**
 * These events are done with: delivered, filtered, or given up.
 *
 * @param events each once
 * @param deadLetters for those of them that were given up
 */
public record Settled(List<StoredEvent> events, List<DeadLetter> deadLetters) implements SettleReport {

    public static Settled of(List<StoredEvent> events) {
        return new Settled(events, List.of());
    }
}
