package dev.sluice.testkit.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * How long acknowledged events wait for their delivery, and senders for an acknowledgement, since a mark. An event that was
 * acknowledged before the mark waits from the mark on. For any thread.
 */
final class DeliveryWaits {

    /** Whoever takes over has had its part of so many that came later: many for each partition. */
    private static final int LATER_EVENTS = 300;

    /** By then what comes goes to those that are left. */
    private static final Duration LATER = Duration.ofSeconds(1);

    private record Wait(long since, String by) {}

    private final LongSupplier nanos;
    private final Map<String, Wait> waiting = new HashMap<>();
    private final Set<String> early = new HashSet<>();
    private Set<String> lost = Set.of();
    private long mark;
    private int acknowledged;
    private long enoughAt;
    private long longest;
    private long longestOfLost;
    private long lastAcknowledged;
    private long longestSilence;

    /** @param nanos a clock as {@link System#nanoTime} is one */
    DeliveryWaits(LongSupplier nanos) {
        this.nanos = nanos;
        mark();
    }

    /**
     * Begins anew.
     *
     * @param owners nodes whose own events nobody else can deliver while they are away
     */
    synchronized void mark(String... owners) {
        mark = nanos.getAsLong();
        lost = Set.of(owners);
        lastAcknowledged = mark;
        acknowledged = 0;
        enoughAt = 0;
        longest = 0;
        longestOfLost = 0;
        longestSilence = 0;
    }

    /** An event that is to be delivered was answered 200 by a node. */
    synchronized void acknowledged(String id, String node) {
        long now = nanos.getAsLong();
        longestSilence = Math.max(longestSilence, now - lastAcknowledged);
        lastAcknowledged = now;
        acknowledged += lost.contains(node) ? 0 : 1;
        if (enoughAt == 0 && acknowledged >= LATER_EVENTS && now - mark >= LATER.toNanos()) {
            enoughAt = now;
        }
        // A destination may have it before its sender has the answer.
        if (!early.remove(id)) {
            waiting.put(id, new Wait(now, node));
        }
    }

    /** The destination has taken an event in. */
    synchronized void arrived(String id) {
        Wait wait = waiting.remove(id);
        if (wait == null) {
            early.add(id);
            return;
        }
        long took = nanos.getAsLong() - Math.max(wait.since, mark);
        if (lost.contains(wait.by)) {
            longestOfLost = Math.max(longestOfLost, took);
        } else {
            longest = Math.max(longest, took);
        }
    }

    /** These are in the dead letters, and so wait for nothing. */
    synchronized void givenUp(Collection<String> ids) {
        ids.forEach(waiting::remove);
    }

    /**
     * Whether enough was acknowledged after the mark, and neither of that nor of what was acknowledged before anything waits any more,
     * but for what only a lost node can deliver.
     */
    synchronized boolean isTakenOver() {
        return enoughAt != 0
                && waiting.values().stream().noneMatch(wait -> wait.since <= enoughAt && !lost.contains(wait.by));
    }

    /** What waits now. */
    synchronized List<String> open() {
        return List.copyOf(waiting.keySet());
    }

    /** The longest that an event had to wait since the mark, but for what only a lost node could deliver. */
    synchronized Duration longest() {
        return Duration.ofNanos(longest);
    }

    /** The longest that an event had to wait which only a lost node could deliver. */
    synchronized Duration longestOfLost() {
        return Duration.ofNanos(longestOfLost);
    }

    /** The longest that no event was acknowledged since the mark. */
    synchronized Duration longestSilence() {
        return Duration.ofNanos(longestSilence);
    }
}
