package dev.sluice.journal.sqlite;

import dev.sluice.config.HistoryConfig;
import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.ImportMovedException;
import dev.sluice.journal.JournalFullException;
import dev.sluice.journal.JournalStatus;
import io.vertx.core.Promise;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

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

    private final Connection connection;
    private final CommitStatements statements;
    private final LetterTable letters;
    private final ParkedTable parked;
    private final ImportTable imports;
    private final HistoryTable history;
    private final CommandQueue queue;
    private final long maxBytes;
    private final Runnable onCommit;
    private final Consumer<Throwable> onFailure;
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
            Connection connection,
            CommandQueue queue,
            Set<String> destinations,
            long maxBytes,
            HistoryConfig history,
            Runnable onCommit,
            Consumer<Throwable> onFailure)
            throws SQLException {
        this.connection = connection;
        this.queue = queue;
        this.destinations = Set.copyOf(destinations);
        this.maxBytes = maxBytes;
        this.onCommit = onCommit;
        this.onFailure = onFailure;
        statements = new CommitStatements(connection);
        letters = new LetterTable(connection);
        parked = new ParkedTable(connection);
        imports = new ImportTable(connection);
        this.history = new HistoryTable(connection, history, maxBytes);
        state = LogState.read(connection);
        status = state.status(maxBytes);
    }

    JournalStatus status() {
        return status;
    }

    /** Those whose cursors hold events back from deletion. */
    Set<String> destinations() {
        return destinations;
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
            Commit commit = new Commit(statements, letters, parked, imports, history, state);
            long room = maxBytes - state.usedBytes();
            for (Command command : commands) {
                if (command instanceof Command.Append append) {
                    try {
                        room -= append(append.batch(), commit, room);
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
            deleteSettled(keptFor);
            // Before the commit, since a question after it would keep a transaction open until the next one.
            state.measure(connection);
            connection.commit();
            destinations = keptFor;
        } catch (SQLException | RuntimeException failure) {
            undo();
            kept.clear();
            refused.clear();
            closing = fail(commands, failure);
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

    /** Answers how much room it takes. */
    private static long append(AppendBatch batch, Commit commit, long room) throws SQLException {
        long needed = needed(batch);
        if (needed > room) {
            throw new JournalFullException("the journal has no room for more");
        }
        commit.append(batch);
        return needed;
    }

    private void deleteSettled(Set<String> keptFor) throws SQLException {
        long lowest = state.endOffset();
        for (String destination : keptFor) {
            lowest = Math.min(lowest, state.cursors().getOrDefault(destination, 0L));
        }
        if (lowest > deletedBefore) {
            statements.deleteChunksBefore(lowest);
            deletedBefore = lowest;
        }
    }

    private void undo() {
        try {
            connection.rollback();
            state = LogState.read(connection);
            deletedBefore = 0;
        } catch (SQLException failure) {
            LOG.error("Undoing a failed commit of the journal failed: {}", failure.getMessage());
        }
    }

    /** Breaks the promises of a commit that was undone; answers that of a close, which happens all the same. */
    private static @Nullable Promise<Void> fail(List<Command> commands, Exception failure) {
        LOG.error("A commit of the journal failed and was undone: {}", failure.getMessage());
        boolean noRoom =
                failure instanceof SQLiteException sqlite && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_FULL;
        Exception cause = noRoom ? new JournalFullException("the disk is full") : failure;
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
            statements.close();
            letters.close();
            parked.close();
            imports.close();
            history.close();
            connection.close();
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
