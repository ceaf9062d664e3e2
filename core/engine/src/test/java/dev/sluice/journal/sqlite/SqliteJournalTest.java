package dev.sluice.journal.sqlite;

import static dev.sluice.journal.JournalContract.batch;
import static dev.sluice.journal.JournalContract.body;
import static dev.sluice.journal.JournalContract.letter;
import static dev.sluice.journal.JournalContract.read;
import static dev.sluice.journal.JournalContract.settle;
import static dev.sluice.journal.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.DataSize;
import dev.sluice.config.HistoryConfig;
import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.DeadLettersContract;
import dev.sluice.journal.ImportsContract;
import dev.sluice.journal.Journal;
import dev.sluice.journal.JournalBusyException;
import dev.sluice.journal.JournalClosedException;
import dev.sluice.journal.JournalContract;
import dev.sluice.journal.JournalFullException;
import dev.sluice.journal.JournalInUseException;
import dev.sluice.journal.JournalUnusableException;
import dev.sluice.journal.ParkingContract;
import dev.sluice.journal.SetClock;
import dev.sluice.journal.Settlement;
import dev.sluice.journal.StoredEvent;
import dev.sluice.journal.TrailContract;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest
        implements JournalContract, ParkingContract, DeadLettersContract, ImportsContract, TrailContract {

    private static final DataSize PLENTY = DataSize.mebibytes(512);

    @TempDir
    private Path folder;

    private final List<Journal> opened = new ArrayList<>();
    private final SetClock clock = new SetClock();

    @Override
    public long now() {
        return clock.millis();
    }

    @Override
    public void passes(long millis) {
        clock.passes(millis);
        // Any commit wakes the readers, as the next one would.
        Journal last = opened.get(opened.size() - 1);
        await(last.settle("nobody", Settlement.of(Map.of(), List.of())).otherwiseEmpty());
    }

    @Override
    public Journal open(String... destinations) {
        return open(folder.resolve("data/sluice.db"), PLENTY, destinations);
    }

    private Journal open(Path file, DataSize maxBytes, String... destinations) {
        Journal journal = SqliteJournal.open(file, maxBytes, HistoryConfig.STANDARD, List.of(destinations), clock);
        opened.add(journal);
        return journal;
    }

    @AfterEach
    void closeAll() {
        opened.forEach(journal -> await(journal.close()
                .recover(closed -> closed instanceof JournalClosedException
                        ? Future.succeededFuture()
                        : Future.failedFuture(closed))));
    }

    private String query(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    @Test
    void aCommitSurvivesAPowerCut() throws SQLException {
        JournalFile file = new JournalFile(folder.resolve("x.db"));
        try (Connection connection = file.openForWriting();
                Statement statement = connection.createStatement()) {
            assertThat(JournalFile.number(statement, "PRAGMA synchronous"))
                    .as("FULL")
                    .isEqualTo(2);
            try (ResultSet mode = statement.executeQuery("PRAGMA journal_mode")) {
                assertThat(mode.getString(1)).isEqualTo("wal");
            }
        }
    }

    @Test
    void aCopyTakenInTheMiddleHoldsEveryAcknowledgedEvent() throws IOException, SQLException {
        Journal journal = open("a");
        for (int i = 0; i < 50; i++) {
            await(journal.append(batch("event-" + i)));
        }
        Path crashed = folder.resolve("crashed.db");
        Files.copy(folder.resolve("data/sluice.db"), crashed);
        Files.copy(folder.resolve("data/sluice.db-wal"), folder.resolve("crashed.db-wal"));

        assertThat(query(crashed, "PRAGMA integrity_check")).isEqualTo("ok");
        assertThat(read(await(open(crashed, PLENTY, "a").openReader("a")), 50)).hasSize(50);
    }

    @Test
    void whatAllHaveSettledIsDeleted() throws SQLException {
        Journal journal = open("a", "b");
        await(journal.append(batch("one")));
        await(journal.append(batch("two")));
        settle(journal, "a", read(await(journal.openReader("a")), 2).get(1));
        Path file = folder.resolve("data/sluice.db");
        assertThat(query(file, "SELECT sum(event_count) FROM chunks")).isEqualTo("2");

        settle(journal, "b", read(await(journal.openReader("b")), 2).get(0));

        assertThat(query(file, "SELECT min(first_offset) FROM chunks")).isEqualTo("1");
    }

    @Test
    void aDestinationThatIsConfiguredNoLongerHoldsNothingBack() throws SQLException {
        Journal journal = open("a", "gone");
        await(journal.append(batch("one")));
        await(journal.close());

        Journal again = open("a");
        settle(again, "a", read(await(again.openReader("a")), 1).get(0));

        assertThat(query(folder.resolve("data/sluice.db"), "SELECT count(*) FROM chunks"))
                .isEqualTo("0");
    }

    @Test
    void whatOnlyADestinationThatGoesHadNotSettledIsDeletedAtOnce() throws SQLException {
        Journal journal = open("a", "goes");
        await(journal.append(batch("one")));
        settle(journal, "a", read(await(journal.openReader("a")), 1).get(0));
        assertThat(query(folder.resolve("data/sluice.db"), "SELECT count(*) FROM chunks"))
                .isEqualTo("1");

        await(journal.keepFor(Set.of("a")));

        assertThat(query(folder.resolve("data/sluice.db"), "SELECT count(*) FROM chunks"))
                .isEqualTo("0");
    }

    @Test
    void aFullJournalRefusesEventsAndTakesThemAgainWhenSomeAreSettled() {
        Journal journal = open(folder.resolve("small.db"), DataSize.parse("256KiB"), "a");
        AppendBatch large = new AppendBatch(1, List.of(new byte[60_000]), List.of());
        List<Future<Void>> appends = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Future<Void> append = journal.append(large);
            appends.add(append.otherwiseEmpty());
            await(append.otherwiseEmpty());
        }
        assertThatThrownBy(() -> await(journal.append(large))).isInstanceOf(JournalFullException.class);
        assertThat(journal.status().bytes()).isLessThanOrEqualTo(256 * 1024);
        assertThat(journal.status().fill()).isGreaterThan(0.8);

        StoredEvent last = read(await(journal.openReader("a")), 2).get(1);
        settle(journal, "a", last);

        await(journal.append(large));
    }

    @Test
    void aFullJournalStillFilesWhatLanesGiveUp() {
        Journal journal = open(folder.resolve("small.db"), DataSize.parse("128KiB"), "a");
        AppendBatch large = new AppendBatch(1, List.of(new byte[30_000]), List.of());
        while (!await(journal.append(large).map(stored -> false).recover(full -> Future.succeededFuture(true)))) {
            assertThat(journal.status().bytes()).isLessThanOrEqualTo(128 * 1024);
        }

        await(journal.settle("a", Settlement.of(Map.of(0, 1L), List.of(letter("a", 0)))));

        assertThat(journal.status().deadLetters()).containsEntry("a", 1L);
    }

    @Test
    void tooMuchThatWaitsIsRefusedAndTheRestIsStored() {
        Journal journal = open("a");
        AppendBatch large = new AppendBatch(1, List.of(new byte[4 << 20]), List.of());
        List<Future<Void>> appends = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            appends.add(journal.append(large));
        }
        int stored = 0;
        for (Future<Void> append : appends) {
            stored += await(append.map(1).recover(busy -> {
                assertThat(busy).isInstanceOf(JournalBusyException.class);
                return Future.succeededFuture(0);
            }));
        }
        assertThat(stored).isBetween(1, 39);
        assertThat(journal.status().endOffsets()).containsEntry(0, (long) stored);
    }

    @Test
    void aDeadLetterIsReadableWithSql() throws SQLException {
        Journal journal = open("a");
        await(journal.append(batch("one")));
        await(journal.settle("a", Settlement.of(Map.of(0, 1L), List.of(letter("a", 0)))));

        assertThat(query(
                        folder.resolve("data/sluice.db"),
                        "SELECT source || ' ' || log_offset || ' ' || event_id || ' ' || reason FROM dead_letters"))
                .isEqualTo("a 0 e0 refused");
    }

    @Test
    void aSecondStartOnTheSameFileIsRefusedWithTheNumberOfTheFirst() {
        open("a");

        assertThatThrownBy(() -> open("a"))
                .isInstanceOf(JournalInUseException.class)
                .hasMessageContaining(
                        "in use by process " + ProcessHandle.current().pid());
    }

    @Test
    void aFileThatIsNoJournalIsLeftAsItIs() throws IOException, SQLException {
        Path text =
                Files.writeString(folder.resolve("notes.db"), "these are my notes, not a database at all".repeat(50));
        Path other = folder.resolve("other.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + other);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE mine (x)");
        }

        assertThatThrownBy(() -> open(text, PLENTY, "a")).isInstanceOf(JournalUnusableException.class);
        assertThatThrownBy(() -> open(other, PLENTY, "a"))
                .isInstanceOf(JournalUnusableException.class)
                .hasMessageContaining("no journal of Sluice");
        assertThat(Files.readString(text)).startsWith("these are my notes");
        assertThat(query(other, "SELECT count(*) FROM sqlite_schema")).isEqualTo("1");
    }

    @Test
    void aJournalOfAnotherFormatIsRefused() throws SQLException {
        Path file = folder.resolve("newer.db");
        await(open(file, PLENTY, "a").close());
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }

        assertThatThrownBy(() -> open(file, PLENTY, "a"))
                .isInstanceOf(JournalUnusableException.class)
                .hasMessageContaining("format 99");
    }

    @Test
    void aSlowLaneReadsTheSameAsAFastOne() {
        Journal journal = open("slow", "fast");
        for (int i = 0; i < 300; i++) {
            await(journal.append(batch("e" + i)));
        }
        List<StoredEvent> fast = read(await(journal.openReader("fast")), 300);
        settle(journal, "fast", fast.get(299));

        assertThat(read(await(journal.openReader("slow")), 300))
                .extracting(JournalContract::body)
                .isEqualTo(fast.stream().map(event -> body(event)).toList());
    }
}
