package dev.sluice.lane;

import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.ParkedEvent;
import dev.sluice.journal.StoredEvent;
import dev.sluice.journal.trail.LaneStep;
import java.util.List;

/**
 * These events are done with, for now at least: delivered, filtered, given up, or set aside on disk.
 *
 * @param events each once; none where steps are all there is to tell
 * @param deadLetters for those of them that were given up
 * @param parked those of them that were set aside
 * @param steps what became of these events, or of others that are still to be sent
 */
public record Settled(
        List<StoredEvent> events, List<DeadLetter> deadLetters, List<ParkedEvent> parked, List<LaneStep> steps)
        implements SettleReport {

    public Settled(List<StoredEvent> events, List<DeadLetter> deadLetters, List<LaneStep> steps) {
        this(events, deadLetters, List.of(), steps);
    }
}
