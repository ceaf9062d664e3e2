package dev.sluice.journal;

import dev.sluice.journal.trail.EventMark;
import dev.sluice.journal.trail.Origin;

/**
 * An accepted event where it stands in the journal: in the log, or set aside for one destination.
 *
 * @param partition the partition of the log, or {@link #PARKED}
 * @param offset the place in the partition, from 0
 * @param receivedAtMillis when ingest received it, in milliseconds since 1970
 * @param origin how it came in
 * @param body the event's JSON exactly as sent; to be read, never changed
 * @param attempts what was tried with it before
 */
public record StoredEvent(
        int partition, long offset, long receivedAtMillis, Origin origin, byte[] body, Attempts attempts) {

    /** In place of a partition: the event was set aside for one destination, which no cursor passes. */
    public static final int PARKED = -1;

    /**
     * In place of a partition, from here downwards: the event stands in another node's journal, and is delivered for it. Each chunk of
     * such events has a number of its own; the offset is the place in the chunk.
     */
    public static final int FIRST_GUEST = -2;

    /** An event that was not tried yet, of which is not known how it came in. */
    public StoredEvent(int partition, long offset, long receivedAtMillis, byte[] body) {
        this(partition, offset, receivedAtMillis, body, Attempts.none(receivedAtMillis));
    }

    /** An event of which is not known how it came in. */
    public StoredEvent(int partition, long offset, long receivedAtMillis, byte[] body, Attempts attempts) {
        this(partition, offset, receivedAtMillis, Origin.UNKNOWN, body, attempts);
    }

    /** This event as the trail knows it. */
    public EventMark mark(String eventId) {
        return EventMark.of(eventId, receivedAtMillis, origin);
    }

    /** Whether it was set aside, by a throttled destination or for a replay. */
    public boolean isParked() {
        return partition == PARKED;
    }

    /** Whether it is another node's. */
    public boolean isGuest() {
        return isGuest(partition);
    }

    /** Whether what stands there is another node's. */
    public static boolean isGuest(int partition) {
        return partition <= FIRST_GUEST;
    }
}
