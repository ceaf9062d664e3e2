package dev.sluice.lane.handover;

import dev.sluice.config.WindowConfig;
import dev.sluice.journal.Chunk;
import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.ParkedEvent;
import dev.sluice.journal.StoredEvent;
import dev.sluice.lane.Settled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A deliverer's account of other nodes' events: which chunk each belongs to, and what its owner is yet to be told. In the lane each
 * chunk is a partition of its own, numbered from {@link StoredEvent#FIRST_GUEST} downwards. Bounded by a window of its own. Times are
 * those of a clock that is never set. For one thread.
 */
final class Guests {

    /** Of all lanes of this process, one after the other: what is left of a lane that has ended means nothing to the next one. */
    private static final AtomicInteger NUMBERS = new AtomicInteger(StoredEvent.FIRST_GUEST);

    private final int maxEvents;
    private final long maxBytes;
    private final Map<Integer, Guest> open = new TreeMap<>();
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

        /** Its events go through the lane. */
        private boolean inside;

        /** Its events are others' now; here they go on taking room until the lane is done with them. */
        private boolean orphan;

        Guest(HandedChunk chunk, long bytes, long now) {
            this.chunk = chunk;
            this.bytes = bytes;
            unsettled = chunk.events().size();
            heardAt = now;
        }

        boolean isDone() {
            return unsettled == 0 && (orphan || settled.isEmpty());
        }

        boolean hasNews() {
            return !orphan && underWay.isEmpty() && !settled.isEmpty();
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
        int partition =
                NUMBERS.getAndUpdate(number -> number == Integer.MIN_VALUE ? StoredEvent.FIRST_GUEST : number - 1);
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

    /** An admitted chunk goes into the lane now. */
    void entered(int partition) {
        Guest guest = open.get(partition);
        if (guest != null) {
            guest.inside = true;
        }
    }

    /**
     * What became of guests.
     *
     * @return the chunks that there is news of; those whose owner has given them to another node are not among them
     */
    Set<Integer> settled(Settled settled) {
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
        Set<Integer> news = new TreeSet<>();
        for (StoredEvent event : settled.events()) {
            Guest guest = open.get(event.partition());
            if (guest != null) {
                guest.settled.add((int) event.offset());
                guest.unsettled--;
                news.add(event.partition());
            }
        }
        news.forEach(this::release);
        news.removeIf(partition -> !open.containsKey(partition) || open.get(partition).orphan);
        return news;
    }

    /** What an owner is to be told of a chunk now; empty while it is being told something. One report of a chunk is under way at a time. */
    Optional<Outgoing> outgoing(int partition) {
        Guest guest = open.get(partition);
        if (guest == null || !guest.hasNews()) {
            return Optional.empty();
        }
        HandedReport report = new HandedReport(guest.chunk.grant(), guest.settled, guest.given, guest.parked);
        guest.underWay = Optional.of(report);
        guest.settled = new ArrayList<>();
        guest.given = new ArrayList<>();
        guest.parked = new ArrayList<>();
        return Optional.of(new Outgoing(partition, guest.chunk.owner(), report));
    }

    /** Chunks of which an owner is to be told something. */
    List<Integer> withNews() {
        return those(Guest::hasNews);
    }

    /** By owner, the chunks of which it has heard nothing for a while, though this node is at them. */
    Map<String, List<Integer>> silent(long heardBefore) {
        return those(guest -> guest.inside && !guest.orphan && guest.underWay.isEmpty() && guest.heardAt <= heardBefore)
                .stream()
                .collect(Collectors.groupingBy(partition -> chunk(partition).owner()));
    }

    /** The owner's number of a chunk that is there. */
    long grant(int partition) {
        return chunk(partition).grant();
    }

    private HandedChunk chunk(int partition) {
        return Objects.requireNonNull(open.get(partition), "no such chunk").chunk;
    }

    /** The owner knows that this node is at it. A report that has gone out meanwhile is not answered by that. */
    void renewed(int partition, long now) {
        Guest guest = open.get(partition);
        if (guest != null) {
            guest.heardAt = now;
        }
    }

    /** The owner has what it was told. */
    void heard(int partition, long now) {
        Guest guest = open.get(partition);
        if (guest != null) {
            guest.underWay = Optional.empty();
            guest.heardAt = now;
            release(partition);
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
        Guest guest = open.get(partition);
        if (guest != null) {
            guest.orphan = true;
            guest.underWay = Optional.empty();
            guest.unsettled = guest.inside ? guest.unsettled : 0;
            release(partition);
        }
    }

    /** Chunks whose owner has not been heard of for so long that it has given them to others. */
    List<Integer> abandoned(long heardBefore) {
        return those(guest -> !guest.orphan && guest.heardAt <= heardBefore);
    }

    /** Whether owners are yet to hear of something that is settled. */
    boolean hasNews() {
        return open.values().stream()
                .anyMatch(guest -> !guest.orphan && (guest.underWay.isPresent() || guest.hasNews()));
    }

    /** Gives a chunk's room back where there is nothing more to do with it. */
    private void release(int partition) {
        Guest guest = open.get(partition);
        if (guest != null && guest.underWay.isEmpty() && guest.isDone()) {
            open.remove(partition);
            events -= guest.chunk.events().size();
            bytes -= guest.bytes;
        }
    }

    private List<Integer> those(Predicate<Guest> which) {
        return open.entrySet().stream()
                .filter(each -> which.test(each.getValue()))
                .map(Map.Entry::getKey)
                .toList();
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
