package dev.sluice.journal.kafka;

import dev.sluice.journal.Settlement;
import dev.sluice.journal.StoredEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** One partition as long as it is a lane's: what was fetched, how far it was given out, and how far it is settled. For one thread. */
final class LanePartition {

    private static final long UNKNOWN = -1;

    private final int number;
    private final Deque<StoredEvent> fetched = new ArrayDeque<>();
    private long fetchedBytes;
    private long firstChunk = UNKNOWN;
    private long givenBefore = UNKNOWN;
    private long settledBefore = UNKNOWN;
    private long committed = UNKNOWN;
    private long wanted = UNKNOWN;
    private boolean leaving;

    LanePartition(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** Where the brokers say that the destination stands: nothing is committed before that is known. */
    void standsAt(long offset) {
        if (committed == UNKNOWN) {
            committed = offset;
        }
    }

    boolean isPlaced() {
        return committed != UNKNOWN;
    }

    void fetched(StoredEvent event) {
        if (!leaving) {
            standsAt(event.offset());
            fetched.addLast(event);
            fetchedBytes += event.body().length;
        }
    }

    boolean hasFetched() {
        return !fetched.isEmpty();
    }

    int fetchedEvents() {
        return fetched.size();
    }

    long fetchedBytes() {
        return fetchedBytes;
    }

    /** Whether nothing of it was given out yet. */
    boolean isFresh() {
        return givenBefore == UNKNOWN;
    }

    /** The next events, as the chunk of that number; a single one whatever it weighs. */
    List<StoredEvent> give(int maxEvents, long maxBytes, long chunk) {
        List<StoredEvent> given = new ArrayList<>();
        long bytes = 0;
        while (!fetched.isEmpty() && given.size() < maxEvents) {
            int length = fetched.peekFirst().body().length;
            if (!given.isEmpty() && bytes + length > maxBytes) {
                break;
            }
            bytes += length;
            given.add(fetched.pollFirst());
        }
        fetchedBytes -= bytes;
        firstChunk = isFresh() ? chunk : firstChunk;
        givenBefore = given.get(given.size() - 1).offset() + 1;
        return given;
    }

    /**
     * All before this offset is settled, as an account has it: it may be committed, if the account knows what was given out since the
     * partition came. One of before has passed events whose letters were not written any more.
     *
     * @param knows up to which chunk
     * @return whether something is to be committed
     */
    boolean settled(long before, long knows) {
        boolean current = knows == Settlement.ALL || !isFresh() && knows >= firstChunk;
        if (!current) {
            return false;
        }
        settledBefore = Math.max(settledBefore, before);
        want(before);
        return isPlaced() && before > committed;
    }

    /** Whether something that was given out is not settled. */
    boolean isOutstanding() {
        return givenBefore != UNKNOWN && settledBefore < givenBefore;
    }

    /** Commits up to here, past marks of transactions that no lane ever sees. */
    void want(long before) {
        if (isPlaced() && before > committed) {
            wanted = Math.max(wanted, before);
        }
    }

    boolean wantsCommit() {
        return isPlaced() && wanted > committed;
    }

    long wanted() {
        return wanted;
    }

    long committed() {
        return committed;
    }

    void committed(long before) {
        committed = Math.max(committed, before);
    }

    /** It is about to be another's: nothing more of it is given out. */
    void leave() {
        leaving = true;
        fetched.clear();
        fetchedBytes = 0;
    }

    /** Another reader begins, at the cursor. */
    void restart() {
        fetched.clear();
        fetchedBytes = 0;
        givenBefore = UNKNOWN;
        settledBefore = UNKNOWN;
    }
}
