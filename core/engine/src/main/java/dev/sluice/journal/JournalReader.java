package dev.sluice.journal;

import io.vertx.core.Future;

/**
 * A lane's place in the log: gives out each event at or after the cursor once, in the order of offsets within a partition; and in
 * turn with them what was set aside for the lane, when its time has come.
 * Called by one lane; one {@link #next} at a time.
 *
 * <p>Of a distributed log, the reader gives out the partitions that are this process's now. When one comes, maybe once more, its first
 * chunk says so; when one goes, its unsettled events are given out by whoever has it then.
 */
public interface JournalReader {

    /**
     * The next events.
     *
     * @param maxEvents at most so many, at least 1
     * @param maxBytes at most so many bytes of bodies, except that a single event is given out whatever it weighs
     * @return completes with at least one event of one partition, as soon as there is one; fails with
     *     {@link JournalClosedException} when reader or journal are closed meanwhile
     */
    Future<Chunk> next(int maxEvents, long maxBytes);

    /** Ends a waiting {@link #next}; what was given out and not settled is given out again by the next reader. */
    Future<Void> close();
}
