package dev.sluice.journal.sqlite;

import static dev.sluice.journal.JournalContract.batch;
import static dev.sluice.journal.JournalContract.body;
import static dev.sluice.journal.JournalContract.read;
import static dev.sluice.journal.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.DataSize;
import dev.sluice.config.HistoryConfig;
import dev.sluice.journal.Chunk;
import dev.sluice.journal.Journal;
import dev.sluice.journal.JournalContract;
import dev.sluice.journal.JournalReader;
import dev.sluice.journal.ParkedEvent;
import dev.sluice.journal.SetClock;
import dev.sluice.journal.Settlement;
import dev.sluice.journal.StoredEvent;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is set aside, as far as it is a file's own business. */
class SqliteParkingTest {

    @TempDir
    private Path folder;

    private final SetClock clock = new SetClock();
    private Journal journal;

    @BeforeEach
    void open() {
        journal = SqliteJournal.open(
                folder.resolve("sluice.db"), DataSize.mebibytes(64), HistoryConfig.STANDARD, List.of("a"), clock);
    }

    @AfterEach
    void close() {
        await(journal.close());
    }

    private void park(StoredEvent event, long millis) {
        long now = clock.millis();
        ParkedEvent parked = new ParkedEvent(event, body(event), now, now + millis, event.attempts());
        await(journal.settle(
                "a", new Settlement(Map.of(0, event.offset() + 1), List.of(), List.of(parked), List.of(), List.of())));
    }

    /** A reader's request for one event, of which the reader has found out by now that nothing can be given. */
    private Future<Chunk> waiting(JournalReader reader) {
        Future<Chunk> next = reader.next(1, 1_000);
        // Answered on the thread of the readers.
        await(journal.newestKeys(1));
        assertThat(next.isComplete()).isFalse();
        return next;
    }

    @Test
    void aReaderDoesNotSleepByAPlanFromBeforeTheClockWasSetForward() {
        await(journal.append(batch("long", "short")));
        JournalReader reader = await(journal.openReader("a"));
        List<StoredEvent> events = read(reader, 2);
        park(events.get(0), 3_600_000);
        Future<Chunk> first = waiting(reader);
        clock.passes(7_200_000);
        await(journal.append(batch("another")));
        await(first);
        read(reader, 1);

        park(events.get(1), 50);
        Future<Chunk> second = waiting(reader);
        // Nothing wakes the reader but its own plan.
        clock.passes(50);

        assertThat(await(second).events()).extracting(JournalContract::body).containsExactly("short");
    }

    @Test
    void aFileOfTheFormatBeforeKeepsWhatIsSetAside() throws SQLException {
        await(journal.append(batch("noisy")));
        park(read(await(journal.openReader("a")), 1).get(0), 30_000);
        await(journal.close());
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("sluice.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("DROP INDEX parked_by_start");
            statement.execute("ALTER TABLE parked_keys DROP COLUMN parked_at");
            statement.execute("PRAGMA user_version = 3");
        }

        open();
        assertThat(journal.status().parked()).containsEntry("a", 1L);
        JournalReader reader = await(journal.openReader("a"));
        waiting(reader);
        await(reader.close());
        clock.passes(30_000);

        assertThat(read(await(journal.openReader("a")), 1))
                .extracting(JournalContract::body)
                .containsExactly("noisy");
    }
}
