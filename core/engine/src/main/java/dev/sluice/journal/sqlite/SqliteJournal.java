package dev.sluice.journal.sqlite;

import dev.sluice.config.DataSize;
import dev.sluice.config.HistoryConfig;
import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.DeadLetters;
import dev.sluice.journal.ImportPosition;
import dev.sluice.journal.Journal;
import dev.sluice.journal.JournalBusyException;
import dev.sluice.journal.JournalClosedException;
import dev.sluice.journal.JournalReader;
import dev.sluice.journal.JournalStatus;
import dev.sluice.journal.JournalUnusableException;
import dev.sluice.journal.ParkedEvent;
import dev.sluice.journal.Settlement;
import dev.sluice.journal.trail.EventTrail;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal in one SQLite file, with one thread that writes and one that reads. A row holds what one commit brought; WAL with
 * {@code synchronous=FULL} makes a commit survive a power cut.
 */
public final class SqliteJournal implements Journal {

    /** A file has one partition. */
    static final int PARTITION = 0;

    private static final Logger LOG = LoggerFactory.getLogger(SqliteJournal.class);

    private final JournalFile file;
    private final JournalLock lock;
    private final DamageWatch damage;
    private final CommandQueue queue = new CommandQueue();
    private final Map<String, SqliteReader> readers = new ConcurrentHashMap<>();
    private final JournalReading reading;
    private final DeadLetters deadLetters;
    private final JournalWriter writer;
    private final TrailSearch search;
    private final Clock clock;

    private SqliteJournal(
            JournalFile file,
            JournalLock lock,
            DataSize maxBytes,
            HistoryConfig history,
            Set<String> destinations,
            Clock clock)
            throws SQLException {
        this.file = file;
        this.lock = lock;
        this.clock = clock;
        damage = new DamageWatch(file.path());
        writer = new JournalWriter(
                file, queue, destinations, maxBytes.bytes(), history, this::wakeReaders, damage::failed);
        search = new TrailSearch(file, writer::destinations, this::status);
        reading = new JournalReading(file.openForReading());
        deadLetters = new SqliteDeadLetters(new Threads(), writer::destinations, clock);
    }

    /**
     * Opens a journal, or makes it where there is none. Blocks.
     *
     * @param path the file; its folder is made where it is missing
     * @param maxBytes appends fail when the file would hold more
     * @param destinations those that are configured: what all of them have settled is deleted
     * @throws JournalUnusableException where another process has it, or it is no journal
     */
    public static SqliteJournal open(Path path, DataSize maxBytes, List<String> destinations) {
        return open(path, maxBytes, HistoryConfig.STANDARD, destinations, Clock.systemUTC());
    }

    /**
     * The same with bounds of the history.
     *
     * @param clock tells when what was set aside is due
     */
    public static SqliteJournal open(
            Path path, DataSize maxBytes, HistoryConfig history, List<String> destinations, Clock clock) {
        JournalFile file = new JournalFile(path);
        try {
            file.makeFolder();
            JournalLock lock = JournalLock.take(path);
            try {
                Salvage.whereDamaged(path, destinations, clock)
                        .ifPresent(report -> report.lines().forEach(LOG::error));
                SqliteJournal journal =
                        new SqliteJournal(file, lock, maxBytes, history, Set.copyOf(destinations), clock);
                journal.start(Set.copyOf(destinations));
                return journal;
            } catch (SQLException | RuntimeException failure) {
                lock.close();
                throw failure;
            }
        } catch (IOException | SQLException failure) {
            throw new JournalUnusableException(
                    "the journal " + path + " can't be opened: " + failure.getMessage()
                            + "; see that the folder can be written to and that the file is a journal of Sluice,"
                            + " or give another journal.path",
                    failure);
        }
    }

    @Override
    public Future<Void> append(AppendBatch batch) {
        Promise<Void> promise = Promise.promise();
        return offer(new Command.Append(batch, promise));
    }

    @Override
    public Future<Void> keepFor(Set<String> destinations) {
        Set<String> before = writer.destinations();
        return offer(new Command.KeepFor(Set.copyOf(destinations), Promise.promise()))
                .onSuccess(kept -> before.stream()
                        .filter(destination -> !destinations.contains(destination))
                        .forEach(this::tellLeft));
    }

    @Override
    public Future<JournalReader> openReader(String destination) {
        long start = status().cursors().getOrDefault(destination, Map.of()).getOrDefault(PARTITION, 0L);
        SqliteReader reader = reading.reader(destination, start, clock, new ReaderHost());
        if (reading.isClosed()) {
            return Future.failedFuture(new JournalClosedException("the journal is closed"));
        }
        if (readers.putIfAbsent(destination, reader) != null) {
            return Future.failedFuture(new IllegalStateException("a reader is open for " + destination));
        }
        return Future.succeededFuture(reader);
    }

    @Override
    public Future<Void> settle(String destination, Settlement step) {
        return change(commit -> commit.settle(destination, step)).onSuccess(stored -> {
            SqliteReader reader = readers.get(destination);
            if (reader != null && !(step.unparked().isEmpty() && step.parked().isEmpty())) {
                reader.back(back(step));
            }
        });
    }

    private static List<Long> back(Settlement step) {
        List<Long> back = new ArrayList<>(step.unparked());
        for (ParkedEvent parked : step.parked()) {
            if (parked.event().isParked()) {
                back.add(parked.event().offset());
            }
        }
        return back;
    }

    @Override
    public Future<ImportPosition> importPosition(String name) {
        return reading.read(tables -> tables.imports().position(name));
    }

    @Override
    public Future<EventTrail> trail(String eventId) {
        return reading.isClosed()
                ? Future.failedFuture(new JournalClosedException("the journal is closed"))
                : search.find(eventId);
    }

    @Override
    public Future<long[]> newestKeys(int max) {
        return reading.read(tables -> tables.newestKeys(max));
    }

    @Override
    public DeadLetters deadLetters() {
        return deadLetters;
    }

    @Override
    public JournalStatus status() {
        return writer.status();
    }

    @Override
    public Optional<String> trouble() {
        return writer.trouble();
    }

    @Override
    public Future<Void> close() {
        return offer(new Command.Close(Promise.promise())).eventually(this::closeReading);
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private void start(Set<String> destinations) {
        Thread writing = new Thread(writer, "sluice-journal-writer");
        writing.setDaemon(true);
        writing.start();
        if (!status().cursors().keySet().containsAll(destinations)) {
            // Waits: whoever opens a reader next finds the cursor.
            keepFor(destinations).toCompletionStage().toCompletableFuture().join();
        }
        status().cursors().keySet().stream()
                .filter(destination -> !destinations.contains(destination))
                .forEach(this::tellLeft);
    }

    /** A destination that nothing is kept for any longer may have had something to read. */
    private void tellLeft(String destination) {
        JournalStatus status = status();
        long cursor = status.cursors().getOrDefault(destination, Map.of()).getOrDefault(PARTITION, 0L);
        long left = status.endOffsets().getOrDefault(PARTITION, 0L) - cursor;
        if (left > 0) {
            LOG.warn(
                    "The destination {} is configured no longer; {} events that it had not settled are no longer kept"
                            + " for it",
                    destination,
                    left);
        }
    }

    private Future<Void> change(Command.Work work) {
        return offer(new Command.Change(work, Promise.promise()));
    }

    private Future<Void> offer(Command command) {
        return switch (queue.offer(command)) {
            case TAKEN -> command.promise().future();
            case BUSY ->
                Future.failedFuture(
                        new JournalBusyException("more waits to be written than the journal holds in memory"));
            case CLOSED -> Future.failedFuture(new JournalClosedException("the journal is closed"));
        };
    }

    private void wakeReaders() {
        readers.values().forEach(SqliteReader::wake);
    }

    private Future<Void> closeReading() {
        if (reading.isClosed()) {
            return Future.succeededFuture();
        }
        return reading.close(() -> readers.values().forEach(SqliteReader::end)).eventually(this::letGo);
    }

    private Future<Void> letGo() {
        try {
            lock.close();
            return Future.succeededFuture();
        } catch (IOException failure) {
            return Future.failedFuture(failure);
        }
    }

    /** What readers ask of this journal. */
    private final class ReaderHost implements SqliteReader.Host {

        @Override
        public void closed(String destination) {
            readers.remove(destination);
        }

        @Override
        public void failed(Throwable failure) {
            damage.failed(failure);
        }

        @Override
        public Future<Void> setAside(JournalCorruptException corrupt) {
            LOG.error(
                    "{}; lanes that had not settled them go on without them; what is left is a dead letter of source {}",
                    corrupt.getMessage(),
                    DeadLetter.JOURNAL);
            return change(commit -> commit.setAside(corrupt, clock.millis()));
        }
    }

    /** How the dead letters use this journal's threads. */
    private final class Threads implements SqliteDeadLetters.Threads {

        @Override
        public <T> Future<T> read(SqliteDeadLetters.Reading<T> question) {
            return reading.read(tables -> question.from(tables.letters()));
        }

        @Override
        public Future<Void> write(Command.Work work) {
            return change(work);
        }
    }
}
