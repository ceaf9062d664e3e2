package dev.sluice.journal;

import dev.sluice.journal.trail.LaneStep;
import java.util.List;
import java.util.Map;

/**
 * One step of a lane's account, stored whole or not at all: no offset is passed without its dead letter or its parking.
 *
 * @param cursors the lowest unsettled offset by partition; a cursor that would move back is left where it is
 * @param deadLetters events given up, whether or not the cursors pass them already; filed once for each destination and position,
 *     so that a step may be repeated
 * @param parked events set aside on disk
 * @param unparked offsets of events that were set aside and are done with
 * @param steps what became of events, to be read by people; of a step that is repeated it may be there twice
 * @param knows the highest {@link Chunk#number} that the account had heard of: of a partition that has since gone and come back, its
 *     cursor is that of before, and moves nothing
 */
public record Settlement(
        Map<Integer, Long> cursors,
        List<DeadLetter> deadLetters,
        List<ParkedEvent> parked,
        List<Long> unparked,
        List<LaneStep> steps,
        long knows) {

    /** What knows of all there is. */
    public static final long ALL = Long.MAX_VALUE;

    public Settlement {
        cursors = Map.copyOf(cursors);
        deadLetters = List.copyOf(deadLetters);
        parked = List.copyOf(parked);
        unparked = List.copyOf(unparked);
        steps = List.copyOf(steps);
    }

    /** A step of an account that knows of all that was given out. */
    public Settlement(
            Map<Integer, Long> cursors,
            List<DeadLetter> deadLetters,
            List<ParkedEvent> parked,
            List<Long> unparked,
            List<LaneStep> steps) {
        this(cursors, deadLetters, parked, unparked, steps, ALL);
    }

    /** A step of the log alone. */
    public static Settlement of(Map<Integer, Long> cursors, List<DeadLetter> deadLetters) {
        return new Settlement(cursors, deadLetters, List.of(), List.of(), List.of());
    }
}
