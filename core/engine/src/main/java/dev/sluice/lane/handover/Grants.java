package dev.sluice.lane.handover;

import dev.sluice.journal.Attempts;
import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.ParkedEvent;
import dev.sluice.journal.StoredEvent;
import dev.sluice.lane.Settled;
import java.time.Clock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The owner's account of what it has handed out: which node has which events, until when, and which of them are settled. Holds no more
 * than the lane's window lets through. Times given to it are those of a clock that is never set. For one thread.
 */
final class Grants {

    private final String destination;
    private final long leaseMillis;
    private final Clock clock;
    private final Map<Long, Grant> open = new HashMap<>();
    private long last;

    private static final class Grant {
        private final List<StoredEvent> events;
        private final BitSet settled = new BitSet();
        private String node = "";
        private long leaseEnds;

        Grant(List<StoredEvent> events, long leaseEnds) {
            this.events = events;
            this.leaseEnds = leaseEnds;
        }

        List<StoredEvent> rest() {
            List<StoredEvent> rest = new ArrayList<>();
            for (int place = 0; place < events.size(); place++) {
                if (!settled.get(place)) {
                    rest.add(events.get(place));
                }
            }
            return rest;
        }
    }

    /**
     * @param leaseMillis how long a node may say nothing of what it has
     * @param clock of what is set aside
     */
    Grants(String destination, long leaseMillis, Clock clock) {
        this.destination = destination;
        this.leaseMillis = leaseMillis;
        this.clock = clock;
    }

    /** Events are about to be handed out; answers the grant's number. */
    long give(List<StoredEvent> events, long now) {
        last++;
        open.put(last, new Grant(events, now + leaseMillis));
        return last;
    }

    /** A node has taken them. */
    void taken(long grant, String node, long now) {
        Grant given = open.get(grant);
        if (given != null) {
            given.node = node;
            given.leaseEnds = now + leaseMillis;
        }
    }

    /** Nobody took them; answers what is to be handed out again. */
    List<StoredEvent> refused(long grant) {
        Grant given = open.remove(grant);
        return given == null ? List.of() : given.rest();
    }

    /**
     * What a node says of its events. What it says twice counts once.
     *
     * @return what is settled by it, maybe nothing; empty where the grant is over, so that the events are others' now
     */
    Optional<Settled> report(HandedReport report, long now) {
        Grant grant = open.get(report.grant());
        if (grant == null) {
            return Optional.empty();
        }
        grant.leaseEnds = now + leaseMillis;
        BitSet news = new BitSet();
        for (int place : report.settled()) {
            if (place >= 0 && place < grant.events.size() && !grant.settled.get(place)) {
                news.set(place);
            }
        }
        grant.settled.or(news);
        if (grant.settled.cardinality() == grant.events.size()) {
            open.remove(report.grant());
        }
        return Optional.of(settled(grant.events, news, report));
    }

    /** A node is still at these; answers those that are over, so that the events are others' now. */
    List<Long> renew(List<Long> grants, long now) {
        List<Long> over = new ArrayList<>();
        for (long each : grants) {
            Grant grant = open.get(each);
            if (grant == null) {
                over.add(each);
            } else {
                grant.leaseEnds = now + leaseMillis;
            }
        }
        return over;
    }

    /** This node did nothing for a while, and heard nobody: what it may have missed is no silence of others. */
    void postpone(long millis) {
        open.values().forEach(grant -> grant.leaseEnds += millis);
    }

    /** The grants that are over by now are closed; answers their unsettled events. */
    List<List<StoredEvent>> expired(long now) {
        return close(grant -> now >= grant.leaseEnds);
    }

    /** A node is gone: its grants are closed; answers their unsettled events. */
    List<List<StoredEvent>> gone(String node) {
        return close(grant -> grant.node.equals(node));
    }

    /** Whether nothing is handed out. */
    boolean isEmpty() {
        return open.isEmpty();
    }

    private List<List<StoredEvent>> close(Predicate<Grant> over) {
        List<List<StoredEvent>> rests = new ArrayList<>();
        for (Iterator<Grant> each = open.values().iterator(); each.hasNext(); ) {
            Grant grant = each.next();
            if (over.test(grant)) {
                each.remove();
                rests.add(grant.rest());
            }
        }
        return rests;
    }

    private Settled settled(List<StoredEvent> events, BitSet news, HandedReport report) {
        List<StoredEvent> done = new ArrayList<>();
        news.stream().forEach(place -> done.add(events.get(place)));
        List<DeadLetter> letters = new ArrayList<>();
        for (HandedReport.GivenUp each : report.given()) {
            if (isAmong(news, each.place())) {
                letters.add(letter(events.get(each.place()), each));
            }
        }
        List<ParkedEvent> parked = new ArrayList<>();
        for (HandedReport.SetAside each : report.parked()) {
            if (isAmong(news, each.place())) {
                parked.add(parked(events.get(each.place()), each));
            }
        }
        return new Settled(done, letters, parked, List.of());
    }

    private static boolean isAmong(BitSet places, int place) {
        return place >= 0 && places.get(place);
    }

    private DeadLetter letter(StoredEvent event, HandedReport.GivenUp given) {
        return new DeadLetter(
                destination,
                event.partition(),
                event.offset(),
                given.eventId(),
                given.eventName(),
                given.reason(),
                given.detail(),
                event.body(),
                given.mapped(),
                given.tries(),
                event.receivedAtMillis(),
                given.firstTryAtMillis(),
                given.diedAtMillis());
    }

    private ParkedEvent parked(StoredEvent event, HandedReport.SetAside aside) {
        Attempts attempts = new Attempts(
                aside.tries(), aside.firstTryAtMillis(), event.attempts().sinceMillis());
        long now = clock.millis();
        return new ParkedEvent(event, aside.key(), now, now + aside.pauseMillis(), attempts);
    }
}
