package dev.sluice.journal.sqlite;

import dev.sluice.config.HistoryConfig;
import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.ImportMovedException;
import dev.sluice.journal.JournalFullException;
import dev.sluice.journal.JournalStatus;
import io.vertx.core.Promise;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. Takes all that waits, makes one commit of it, and keeps the promises when it is on disk: the cost of a
 * commit is shared under load, and a lone append waits for nobody. A commit that fails is undone whole and breaks its promises only.
 */
final class JournalWriter implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);

    /** Bounds of one commit: a reader decodes a chunk as a whole. */
    private static final int COMMIT_EVENTS = 4_096;

    private static final long COMMIT_BYTES = 4L << 20;

    /** An event's share of page overheads and indexes, on top of its bytes. */
    private static final int EVENT_OVERHEAD_BYTES = 16;

    private final JournalFile file;
    private final HistoryConfig history;
    private final CommandQueue queue;
    private final long maxBytes;
    private final DiskRoom disk;
    private final WriteTrouble trouble;
    private final Runnable onCommit;
    private final Consumer<Throwable> onFailure;

    /** None while a failed commit could not even be undone. */
    private @Nullable JournalTables tables;

    private LogState state;
    private long deletedBefore;
    private volatile JournalStatus status;
    private volatile Set<String> destinations;

    /**
     * @param destinations those whose cursors hold events back from deletion at first
     * @param onCommit told after each commit
     * @param onFailure told of each commit that was undone
     */
    JournalWriter(
            JournalFile file,
            CommandQueue queue,
            Set<String> destinations,
            long maxBytes,
            HistoryConfig history,
            Runnable onCommit,
            Consumer<Throwable> onFailure)
            throws SQLException {
        this.file = file;
        this.history = history;
        this.queue = queue;
        this.destinations = Set.copyOf(destinations);
        this.maxBytes = maxBytes;
        this.onCommit = onCommit;
        this.onFailure = onFailure;
        disk = new DiskRoom(file.path());
        trouble = new WriteTrouble(file);
        JournalTables opened = JournalTables.open(file, history, maxBytes);
        tables = opened;
        state = opened.readState();
        status = state.status(maxBytes);
    }

    JournalStatus status() {
        return status;
    }

    /** Those whose cursors hold events back from deletion. */
    Set<String> destinations() {
        return destinations;
    }

    /** What keeps events from being stored, or soon will, and what to do; empty where nothing does. For any thread. */
    Optional<String> trouble() {
        return trouble.words().or(disk::shortage);
    }

    @Override
    public void run() {
        try {
            boolean open = true;
            while (open) {
                open = commit(queue.take(COMMIT_EVENTS, COMMIT_BYTES));
            }
        } catch (InterruptedException interrupted) {
            LOG.error("The journal's writer was interrupted; appends fail until the next start");
            Thread.currentThread().interrupt();
        }
    }

    /** An append that is not stored, for reasons of its own. */
    private record Refusal(Promise<Void> promise, RuntimeException cause) {}

    /** Answers whether there is more to come. */
    private boolean commit(List<Command> commands) {
        List<Promise<Void>> kept = new ArrayList<>();
        List<Refusal> refused = new ArrayList<>();
        Promise<Void> closing = null;
        Set<String> keptFor = destinations;
        try {
            JournalTables open = opened();
            Commit commit = new Commit(open, state);
            Room room = new Room();
            for (Command command : commands) {
                if (command instanceof Command.Append append) {
                    try {
                        room.take(append.batch());
                        commit.append(append.batch());
                        kept.add(append.promise());
                    } catch (JournalFullException | ImportMovedException refusal) {
                        refused.add(new Refusal(append.promise(), refusal));
                    }
                } else if (command instanceof Command.Change change) {
                    change.work().in(commit);
                    kept.add(change.promise());
                } else if (command instanceof Command.KeepFor keep) {
                    commit.begin(keep.destinations());
                    keptFor = keep.destinations();
                    kept.add(keep.promise());
                } else {
                    closing = command.promise();
                }
            }
            commit.finish();
            deleteSettled(open, keptFor);
            open.commit(state);
            destinations = keptFor;
            if (room.taken > 0) {
                trouble.passed();
            }
        } catch (SQLException | RuntimeException failure) {
            undo();
            kept.clear();
            refused.clear();
            closing = fail(commands, trouble.failed(failure));
            onFailure.accept(failure);
        }
        status = state.status(maxBytes);
        kept.forEach(Promise::complete);
        refused.forEach(refusal -> refusal.promise.fail(refusal.cause));
        onCommit.run();
        if (closing != null) {
            close(closing);
        }
        return closing == null;
    }

    /** What is left for events in one commit. */
    private final class Room {

        private long inJournal = maxBytes - state.usedBytes();
        private long onDisk = disk.forEvents(state.freeBytes());
        private long taken;

        /** @throws JournalFullException where the batch does not fit, or nothing may be tried so soon after a failure */
        void take(AppendBatch batch) {
            if (trouble.isPausing()) {
                throw new JournalFullException(trouble.words().orElse("the journal can't be written"));
            }
            long needed = needed(batch);
            if (needed > inJournal) {
                throw new JournalFullException(
                        "the journal is full until destinations take events off it; see which one"
                                + " stands still, or raise journal.maxBytes");
            }
            if (needed > onDisk) {
                throw new JournalFullException(disk.words());
            }
            inJournal -= needed;
            onDisk -= needed;
            taken += needed;
        }
    }

    private void deleteSettled(JournalTables open, Set<String> keptFor) throws SQLException {
        long lowest = state.endOffset();
        for (String destination : keptFor) {
            lowest = Math.min(lowest, state.cursors().getOrDefault(destination, 0L));
        }
        if (lowest > deletedBefore) {
            open.log().deleteChunksBefore(lowest);
            deletedBefore = lowest;
        }
    }

    /**
     * Begins anew on another connection: after some failures SQLite has ended the transaction by itself, of which the driver knows
     * nothing, so that its own way back fails too.
     */
    private void undo() {
        try {
            JournalTables failed = tables;
            tables = null;
            if (failed != null) {
                failed.close();
            }
            opened();
        } catch (SQLException failure) {
            LOG.error("Undoing a failed commit of the journal failed and is tried again: {}", failure.getMessage());
        }
    }

    private JournalTables opened() throws SQLException {
        JournalTables open = tables;
        if (open == null) {
            open = JournalTables.open(file, history, maxBytes);
            state = open.readState();
            deletedBefore = 0;
            tables = open;
        }
        return open;
    }

    /** Breaks the promises of a commit that was undone; answers that of a close, which happens all the same. */
    private static @Nullable Promise<Void> fail(List<Command> commands, Exception cause) {
        Promise<Void> closing = null;
        for (Command command : commands) {
            if (command instanceof Command.Close) {
                closing = command.promise();
            } else {
                command.promise().fail(cause);
            }
        }
        return closing;
    }

    private void close(Promise<Void> closing) {
        try {
            if (tables != null) {
                tables.close();
            }
            closing.complete();
        } catch (SQLException failure) {
            closing.fail(failure);
        }
    }

    private static long needed(AppendBatch batch) {
        return batch.bytes()
                + (long) EVENT_OVERHEAD_BYTES
                        * (batch.events().size() + batch.quarantined().size());
    }
}
