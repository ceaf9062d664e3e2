package dev.sluice.journal;

import dev.sluice.journal.trail.EventTrail;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;

/**
 * The append-only log of accepted events, with a cursor for each destination and the dead letters beside it.
 *
 * <p>Events stand in one or more partitions, each with offsets that only grow. A store on one disk has the one partition 0; a
 * distributed one has many, and this process may read some of them today and others tomorrow. A destination's cursor in a
 * partition is the lowest offset that is not settled: all before it are delivered, filtered, dead, or set aside for it alone.
 *
 * <p>Every method may be called from any thread and returns at once; futures complete on the store's own thread.
 */
public interface Journal {

    /**
     * Appends what one request brought. All of it is stored, or nothing: events, quarantine, and where the batch carries an
     * {@link ImportMark} the import's new position, in one transaction. A store of several partitions may do so for batches with a
     * mark only: of another one that failed, some may be there, and comes twice when it is sent again. A store whose log has none of its own (a table) keeps the
     * positions in the log's transaction all the same: Kafka's in a compacted topic, written by the transaction that writes the
     * events.
     *
     * <p>A batch whose mark does not begin exactly at the stored position is refused. Of several batches with the same mark one is
     * stored, whoever sends them and however often; so sending one again after a lost answer is harmless.
     *
     * @param batch what to append
     * @return completes when the batch would survive a power cut; fails with {@link JournalFullException} when there is no room,
     *     with {@link JournalBusyException} when too much waits to be written, with {@link ImportMovedException} when the mark does
     *     not continue the import, with {@link JournalUnavailableException} while the store can't be reached, and with
     *     {@link JournalClosedException} after {@link #close()}. A future that fails otherwise, or that tells of a store that was lost
     *     meanwhile, leaves open whether the batch was stored
     */
    Future<Void> append(AppendBatch batch);

    /**
     * From now on the log is kept for these destinations and for no others: what all of them have settled is deleted. One seen for
     * the first time begins at the end of the log, or at its start where no destination has been seen before; one that was there
     * before goes on at its cursors, with what is left of the log by then. A store is opened with its first destinations.
     *
     * @param destinations all of them; readers of others are closed already
     * @return completes when the new ones have their cursors on disk; fails with {@link JournalClosedException} after
     *     {@link #close()}. Where it fails, the log is kept for the same destinations as before
     */
    Future<Void> keepFor(Set<String> destinations);

    /**
     * Opens a lane's view of the log, at the destination's cursors. The log is kept for the destination, and one reader is open
     * for it at a time.
     *
     * @return fails with {@link JournalClosedException} after {@link #close()}
     */
    Future<JournalReader> openReader(String destination);

    /**
     * Stores a step of a lane's account: moves cursors, files dead letters, sets events aside, all or nothing. A store of several
     * partitions may instead move the cursors last, when it has the rest: a step that is cut short is repeated.
     *
     * <p>Partitions may have become another process's meanwhile: their events are that one's now, and of what is said of them only
     * what is true all the same is stored, namely what was delivered.
     *
     * @param destination whose account
     * @return completes when the step is on disk
     */
    Future<Void> settle(String destination, Settlement step);

    /**
     * How far a file is taken in, as of the last commit.
     *
     * @param name that marks were made with
     * @return {@link ImportPosition#START} where nothing is
     */
    Future<ImportPosition> importPosition(String name);

    /**
     * All that is known of the events with one id: in the log, set aside, and what was done with it as far back as the store's
     * history reaches. Reads the whole backlog, beside the lanes and without holding them up.
     *
     * @param eventId the sender's id
     * @return empty where nothing is known; fails with {@link JournalBusyException} while another search runs
     */
    Future<EventTrail> trail(String eventId);

    /**
     * Keys of the events that were accepted last, newest first, as far back as the log and the history reach; some may be there more
     * than once.
     *
     * @param max at most so many
     * @return made by {@link dev.sluice.journal.trail.EventMark#key}; fails with {@link UnsupportedOperationException} where a
     *     store does not know
     */
    Future<long[]> newestKeys(int max);

    /** The events that were given up. */
    DeadLetters deadLetters();

    /** How full the store is, and how far it has come; as of the last commit, without input or output. */
    JournalStatus status();

    /**
     * The partitions that this process reads for a destination now, where others may read the rest.
     *
     * @return empty where it reads none, and where no other process can
     */
    default Set<Integer> reading(String destination) {
        return Set.of();
    }

    /**
     * Another process that read the same log has ended: what it read is read by others from now on, without waiting until the store
     * misses it. One that is there all the same begins anew with what is then its own.
     *
     * @param nodeId of its configuration
     * @return completes when it is done, or can't be done
     */
    default Future<Void> lost(String nodeId) {
        return Future.succeededFuture();
    }

    /**
     * What keeps the store from taking events, or soon will, apart from {@link JournalStatus#fill()}: in words for the operator, with
     * what to do. Waits for nothing but the disk's own answer.
     *
     * @return empty where all is well
     */
    default Optional<String> trouble() {
        return Optional.empty();
    }

    /** Finishes what was asked for, then lets the store go. Later calls fail with {@link JournalClosedException}. */
    Future<Void> close();
}
