package dev.sluice.journal;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The events that were given up, for people to read, send again, or throw away. Every method may be called from any thread. */
public interface DeadLetters {

    /**
     * Letters, newest first.
     *
     * @param before only those with a lower number; {@link Long#MAX_VALUE} for the newest
     * @param limit at most so many, 1 to 1000
     */
    Future<List<StoredLetter>> list(LetterQuery query, long before, int limit);

    /** One letter; empty where there is none of that number. */
    Future<Optional<StoredLetter>> find(long id);

    /** How many letters are meant. */
    Future<Long> count(LetterQuery query);

    /**
     * Sends letters through their lane again, from the filter on; those of ingest through all lanes. A letter is gone when its
     * event is on its way: if it fails again, it makes a new one.
     *
     * @param ingest reads the raw bytes of a quarantined webhook once more; what it quarantines again stays a letter
     * @return completes when all are on disk in their new place; a failure in between leaves each letter in one place
     */
    Future<Replayed> replay(LetterQuery query, Function<DeadLetter, AppendBatch> ingest);

    /** Deletes letters; answers how many. */
    Future<Long> discard(LetterQuery query);

    /**
     * Deletes the oldest letters beyond the bounds.
     *
     * @param givenUpBeforeMillis letters that were given up before are deleted
     * @param maxBytes of webhooks and mapped events that all letters may hold together
     * @return how many were deleted
     */
    Future<Long> expire(long givenUpBeforeMillis, long maxBytes);
}
