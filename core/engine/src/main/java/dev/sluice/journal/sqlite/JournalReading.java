package dev.sluice.journal.sqlite;

import dev.sluice.journal.JournalClosedException;
import dev.sluice.journal.parked.ParkedLane;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** The reading side of a file: one connection and the one thread that uses it. */
final class JournalReading {

    /** What is asked of the reading thread. */
    interface Question<T> {
        T ask(JournalReading reading) throws SQLException;
    }

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread reader = new Thread(task, "sluice-journal-reader");
        reader.setDaemon(true);
        return reader;
    });
    private final Connection connection;
    private final ChunkRows chunks;
    private final ParkedRows parked;
    private final LetterTable letters;
    private final ImportTable imports;

    JournalReading(Connection connection) throws SQLException {
        this.connection = connection;
        // Readers plan anew with each look, for up to an hour ahead.
        thread.setRemoveOnCancelPolicy(true);
        chunks = new ChunkRows(connection);
        parked = new ParkedRows(connection);
        letters = new LetterTable(connection);
        imports = new ImportTable(connection);
    }

    /** A lane's reader; on this thread. */
    SqliteReader reader(String destination, long start, Clock clock, SqliteReader.Host host) {
        return new SqliteReader(chunks, new ParkedLane(parked, destination), thread, start, clock, host);
    }

    LetterTable letters() {
        return letters;
    }

    ImportTable imports() {
        return imports;
    }

    /** Keys of the events accepted last, newest first. */
    long[] newestKeys(int max) throws SQLException {
        return new NewestKeys(max).read(connection);
    }

    /** Whether {@link #close} was called. */
    boolean isClosed() {
        return thread.isShutdown();
    }

    /** Asks on the thread; fails with {@link JournalClosedException} after {@link #close}. */
    <T> Future<T> read(Question<T> question) {
        Promise<T> read = Promise.promise();
        try {
            thread.execute(() -> {
                try {
                    read.complete(question.ask(this));
                } catch (SQLException | RuntimeException failure) {
                    read.fail(failure);
                }
            });
        } catch (RejectedExecutionException closed) {
            read.fail(new JournalClosedException("the journal is closed"));
        }
        return read.future();
    }

    /** @param before done first, on the thread */
    Future<Void> close(Runnable before) {
        Future<Void> closed = read(reading -> {
            before.run();
            chunks.close();
            parked.close();
            letters.close();
            imports.close();
            connection.close();
            return null;
        });
        thread.shutdown();
        return closed;
    }
}
