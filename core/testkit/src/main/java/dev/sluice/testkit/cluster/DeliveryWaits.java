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

    private final LongSupplier nanos;
    private final Map<String, Long> waiting = new HashMap<>();
    private final Set<String> early = new HashSet<>();
    private long mark;
    private long longest;
    private long lastAcknowledged;
    private long longestSilence;

    /** @param nanos a clock as {@link System#nanoTime} is one */
    DeliveryWaits(LongSupplier nanos) {
        this.nanos = nanos;
        mark = nanos.getAsLong();
        lastAcknowledged = mark;
    }

    /** Begins anew. */
    synchronized void mark() {
        mark = nanos.getAsLong();
        lastAcknowledged = mark;
        longest = 0;
        longestSilence = 0;
    }

    /** An event was answered 200 that is to be delivered. */
    synchronized void acknowledged(String id) {
        long now = nanos.getAsLong();
        longestSilence = Math.max(longestSilence, now - lastAcknowledged);
        lastAcknowledged = now;
        // A destination may have it before its sender has the answer.
        if (!early.remove(id)) {
            waiting.put(id, now);
        }
    }

    /** The destination has taken an event in. */
    synchronized void arrived(String id) {
        Long since = waiting.remove(id);
        if (since == null) {
            early.add(id);
        } else {
            longest = Math.max(longest, nanos.getAsLong() - Math.max(since, mark));
        }
    }

    /** These are in the dead letters, and so wait for nothing. */
    synchronized void givenUp(Collection<String> ids) {
        waiting.keySet().removeAll(ids);
    }

    /** Whether nothing waits any more that was acknowledged before the mark or so long after it; and so much time has passed. */
    synchronized boolean allArrived(Duration afterMark) {
        long until = mark + afterMark.toNanos();
        return nanos.getAsLong() >= until && waiting.values().stream().noneMatch(since -> since <= until);
    }

    /** What waits now. */
    synchronized List<String> open() {
        return List.copyOf(waiting.keySet());
    }

    /** The longest that an event had to wait since the mark. */
    synchronized Duration longest() {
        return Duration.ofNanos(longest);
    }

    /** The longest that no event was acknowledged since the mark. */
    synchronized Duration longestSilence() {
        return Duration.ofNanos(longestSilence);
    }
}
