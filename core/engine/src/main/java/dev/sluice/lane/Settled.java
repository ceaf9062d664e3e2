package dev.sluice.lane;

import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.ParkedEvent;
import dev.sluice.journal.StoredEvent;
import dev.sluice.journal.trail.LaneStep;
import java.util.List;
import java.util.function.IntPredicate;

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

    /** Whether some of the events are other nodes'. */
    public boolean hasGuests() {
        for (StoredEvent event : events) {
            if (event.isGuest()) {
                return true;
            }
        }
        return false;
    }

    /** What is said of other nodes' events. Steps stay where they were taken. */
    public Settled guests() {
        return of(StoredEvent::isGuest, List.of());
    }

    /** What is said of this node's events, and all steps. */
    public Settled own() {
        return of(partition -> !StoredEvent.isGuest(partition), steps);
    }

    private Settled of(IntPredicate whose, List<LaneStep> theirSteps) {
        return new Settled(
                events.stream().filter(event -> whose.test(event.partition())).toList(),
                deadLetters.stream()
                        .filter(letter -> whose.test(letter.partition()))
                        .toList(),
                parked.stream()
                        .filter(aside -> whose.test(aside.event().partition()))
                        .toList(),
                theirSteps);
    }
}
