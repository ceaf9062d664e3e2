package dev.sluice.lane.handover;

import dev.sluice.config.WindowConfig;
import dev.sluice.journal.Chunk;
import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.ParkedEvent;
import dev.sluice.journal.StoredEvent;
import dev.sluice.lane.Settled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A deliverer's account of other nodes' events: which chunk each belongs to, and what its owner is yet to be told. In the lane each
 * chunk is a partition of its own, numbered from {@link StoredEvent#FIRST_GUEST} downwards. Bounded by a window of its own. Times are
 * those of a clock that is never set. For one thread.
 */
final class Guests {

    private final int maxEvents;
    private final long maxBytes;
    private final Map<Integer, Guest> open = new TreeMap<>();
    private int next = StoredEvent.FIRST_GUEST;
    private int events;
    private long bytes;

    /** What is known of one chunk. */
    private static final class Guest {
        private final HandedChunk chunk;
        private final long bytes;
        private int unsettled;
        private List<Integer> settled = new ArrayList<>();
        private List<HandedReport.GivenUp> given = new ArrayList<>();
        private List<HandedReport.SetAside> parked = new ArrayList<>();
        private Optional<HandedReport> underWay = Optional.empty();
        private long heardAt;

        Guest(HandedChunk chunk, long bytes, long now) {
            this.chunk = chunk;
            this.bytes = bytes;
            unsettled = chunk.events().size();
            heardAt = now;
        }

        boolean isDone() {
            return unsettled == 0 && settled.isEmpty();
        }
    }

    /**
     * A report that is to be sent.
     *
     * @param partition of the chunk in this lane
     * @param owner to whom
     */
    record Outgoing(int partition, String owner, HandedReport report) {}

    /** @param window as much again as the lane reads of its own journal */
    Guests(WindowConfig window) {
        maxEvents = window.maxEvents();
        maxBytes = window.maxBytes().bytes();
    }

    /** Takes a chunk in, as it goes through the lane; empty where there is no room. A chunk always fits where nothing else is. */
    Optional<Chunk> admit(HandedChunk handed, long now) {
        long more = new Chunk(handed.events()).bytes();
        if (!open.isEmpty() && (events + handed.events().size() > maxEvents || bytes + more > maxBytes)) {
            return Optional.empty();
        }
        int partition = next;
        next = next == Integer.MIN_VALUE ? StoredEvent.FIRST_GUEST : next - 1;
        List<StoredEvent> guests = new ArrayList<>(handed.events().size());
        for (StoredEvent event : handed.events()) {
            guests.add(new StoredEvent(
                    partition,
                    guests.size(),
                    event.receivedAtMillis(),
                    event.origin(),
                    event.body(),
                    event.attempts()));
        }
        open.put(partition, new Guest(handed, more, now));
        events += guests.size();
        bytes += more;
        return Optional.of(new Chunk(guests));
    }

    /** What became of guests; of those whose owner has given them to another node nothing is kept. */
    void settled(Settled settled) {
        Map<Integer, TreeSet<Integer>> places = new HashMap<>();
        for (StoredEvent event : settled.events()) {
            places.computeIfAbsent(event.partition(), partition -> new TreeSet<>())
                    .add((int) event.offset());
        }
        places.forEach((partition, those) -> {
            Guest guest = open.get(partition);
            if (guest != null) {
                guest.settled.addAll(those);
                guest.unsettled -= those.size();
            }
        });
        for (DeadLetter letter : settled.deadLetters()) {
            Guest guest = open.get(letter.partition());
            if (guest != null) {
                guest.given.add(given(letter));
            }
        }
        for (ParkedEvent aside : settled.parked()) {
            Guest guest = open.get(aside.event().partition());
            if (guest != null) {
                guest.parked.add(aside(aside));
            }
        }
    }

    /**
     * What is to be sent now: news, and to owners that have heard nothing for a while that this node is at it. One report of a chunk is
     * under way at a time.
     *
     * @param heardBefore owners that have heard something since are not bothered
     */
    List<Outgoing> outgoing(long heardBefore) {
        List<Outgoing> reports = new ArrayList<>();
        open.forEach((partition, guest) -> {
            boolean hasNews = !guest.settled.isEmpty();
            if (guest.underWay.isEmpty() && (hasNews || guest.heardAt <= heardBefore)) {
                HandedReport report = new HandedReport(guest.chunk.grant(), guest.settled, guest.given, guest.parked);
                guest.underWay = Optional.of(report);
                guest.settled = new ArrayList<>();
                guest.given = new ArrayList<>();
                guest.parked = new ArrayList<>();
                reports.add(new Outgoing(partition, guest.chunk.owner(), report));
            }
        });
        return reports;
    }

    /** The owner has it. */
    void heard(int partition, long now) {
        Guest guest = open.get(partition);
        if (guest != null) {
            guest.underWay = Optional.empty();
            guest.heardAt = now;
            if (guest.isDone()) {
                forget(partition);
            }
        }
    }

    /** The owner did not answer: the report is to be sent again, with what has come since. */
    void unheard(int partition) {
        Guest guest = open.get(partition);
        if (guest != null && guest.underWay.isPresent()) {
            HandedReport report = guest.underWay.get();
            guest.underWay = Optional.empty();
            guest.settled.addAll(report.settled());
            guest.given.addAll(report.given());
            guest.parked.addAll(report.parked());
        }
    }

    /** The events are others' now, or their owner is gone: what becomes of them here is nobody's business. */
    void forget(int partition) {
        Guest guest = open.remove(partition);
        if (guest != null) {
            events -= guest.chunk.events().size();
            bytes -= guest.bytes;
        }
    }

    /** Chunks whose owner has not been heard of for so long that it has given them to others. */
    List<Integer> abandoned(long heardBefore) {
        return open.entrySet().stream()
                .filter(each -> each.getValue().heardAt <= heardBefore)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether owners are yet to hear of something that is settled. */
    boolean hasNews() {
        return open.values().stream().anyMatch(guest -> guest.underWay.isPresent() || !guest.settled.isEmpty());
    }

    private static HandedReport.GivenUp given(DeadLetter letter) {
        return new HandedReport.GivenUp(
                (int) letter.offset(),
                letter.eventId(),
                letter.eventName(),
                letter.reason(),
                letter.detail(),
                letter.mapped(),
                letter.tries(),
                letter.firstTryAtMillis(),
                letter.diedAtMillis());
    }

    private static HandedReport.SetAside aside(ParkedEvent aside) {
        return new HandedReport.SetAside(
                (int) aside.event().offset(),
                aside.key(),
                aside.dueAtMillis() - aside.parkedAtMillis(),
                aside.attempts().tries(),
                aside.attempts().firstTryAtMillis());
    }
}
