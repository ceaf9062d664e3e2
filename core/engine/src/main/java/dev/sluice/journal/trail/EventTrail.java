package dev.sluice.journal.trail;

import java.util.List;

/**
 * All that the journal knows of the events with one id. A sender that did not hear an answer sends again, so that one id may have
 * been received several times.
 *
 * @param receipts when it was received, oldest first
 * @param steps what became of it, oldest first
 * @param places where it is now, unless it is done with
 */
public record EventTrail(List<Receipt> receipts, List<Step> steps, List<Place> places) {

    public EventTrail {
        receipts = List.copyOf(receipts);
        steps = List.copyOf(steps);
        places = List.copyOf(places);
    }

    /** One reception. */
    public record Receipt(long receivedAtMillis, Origin origin) {}

    /**
     * A step of the event.
     *
     * @param destination whose lane
     * @param receivedAtMillis of which reception
     */
    public record Step(
            String destination, Outcome outcome, String detail, int tries, long atMillis, long receivedAtMillis) {}

    /**
     * A lane in which the event still is.
     *
     * @param destination whose lane
     * @param kind what it waits for there
     * @param ahead how many events of the log the lane has not settled before this one
     * @param dueAtMillis when it is given out again, in milliseconds since 1970; 0 for events of the log
     * @param receivedAtMillis of which reception
     */
    public record Place(String destination, Kind kind, long ahead, long dueAtMillis, long receivedAtMillis) {

        /** How it waits. */
        public enum Kind {
            /** In the log, for its turn or for an answer. */
            PENDING,
            /** On disk beside the log, until its person or device may be sent again. */
            PARKED
        }
    }

    /** Whether nothing is known of the id. */
    public boolean isEmpty() {
        return receipts.isEmpty() && steps.isEmpty() && places.isEmpty();
    }
}
