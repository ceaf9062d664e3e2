package dev.sluice.journal;

import dev.sluice.event.EventIdMatch;
import dev.sluice.journal.trail.EventMark;
import dev.sluice.journal.trail.EventTrail;
import dev.sluice.journal.trail.EventTrail.Place;
import dev.sluice.journal.trail.EventTrail.Receipt;
import dev.sluice.journal.trail.EventTrail.Step;
import dev.sluice.journal.trail.MarkCodec;
import dev.sluice.journal.trail.Origin;
import dev.sluice.journal.trail.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Puts together what a store knows of one event. To be shown first the log, then what is set aside, then the history, which is the
 * way events go, so that one that moves meanwhile is met at least once. For one search, on one thread.
 */
public final class TrailDraft {

    /** With these the event has left its place in the log. */
    private static final Set<Outcome> LEAVING = EnumSet.complementOf(EnumSet.of(Outcome.RETRIED));

    private final EventIdMatch match;
    private final long key;
    private final Set<String> destinations;
    private final JournalStatus status;
    private final Map<Long, Origin> receipts = new TreeMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();

    /**
     * @param destinations the configured ones
     * @param status from before the reading
     */
    public TrailDraft(String eventId, Set<String> destinations, JournalStatus status) {
        match = new EventIdMatch(eventId);
        key = EventMark.key(eventId);
        this.destinations = Set.copyOf(destinations);
        this.status = status;
    }

    /** An event of the log; others than the one that is looked for are passed over. */
    public void inLog(StoredEvent event) {
        if (!match.isIn(event.body())) {
            return;
        }
        received(event.receivedAtMillis(), event.origin());
        for (String destination : destinations) {
            long cursor = status.cursors().getOrDefault(destination, Map.of()).getOrDefault(event.partition(), 0L);
            if (cursor <= event.offset()) {
                places.add(new Place(
                        destination, Place.Kind.PENDING, event.offset() - cursor, 0, event.receivedAtMillis()));
            }
        }
    }

    /** An event that is set aside for a destination until then; others than the one that is looked for are passed over. */
    public void setAside(String destination, byte[] body, long receivedAtMillis, long dueAtMillis) {
        if (match.isIn(body)) {
            received(receivedAtMillis, Origin.UNKNOWN);
            places.add(new Place(destination, Place.Kind.PARKED, 0, dueAtMillis, receivedAtMillis));
        }
    }

    /**
     * A step of some events.
     *
     * @param events made by {@link MarkCodec}
     */
    public void step(String destination, Outcome outcome, String detail, int tries, long atMillis, byte[] events) {
        for (EventMark mark : MarkCodec.find(key, events)) {
            received(mark.receivedAtMillis(), mark.origin());
            steps.add(new Step(destination, outcome, detail, tries, atMillis, mark.receivedAtMillis()));
        }
    }

    /** All that was shown. */
    public EventTrail trail() {
        places.removeIf(place -> place.kind() == Place.Kind.PENDING && hasLeft(place));
        steps.sort(Comparator.comparingLong(Step::atMillis));
        return new EventTrail(
                receipts.entrySet().stream()
                        .map(each -> new Receipt(each.getKey(), each.getValue()))
                        .toList(),
                steps,
                places);
    }

    private boolean hasLeft(Place place) {
        return steps.stream()
                .anyMatch(step -> step.destination().equals(place.destination())
                        && step.receivedAtMillis() == place.receivedAtMillis()
                        && LEAVING.contains(step.outcome()));
    }

    private void received(long atMillis, Origin origin) {
        receipts.merge(atMillis, origin, (known, other) -> known == Origin.UNKNOWN ? other : known);
    }
}
