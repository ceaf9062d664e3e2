package dev.sluice.journal.sqlite;

import static dev.sluice.journal.JournalContract.batch;
import static dev.sluice.journal.JournalContract.letter;
import static dev.sluice.journal.JournalContract.read;
import static dev.sluice.journal.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.DataSize;
import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.Journal;
import dev.sluice.journal.JournalContract;
import dev.sluice.journal.JournalUnusableException;
import dev.sluice.journal.LetterQuery;
import dev.sluice.journal.Settlement;
import dev.sluice.journal.StoredLetter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal with wrong bytes in it: what is read is right, what is lost is said, and nothing is thrown away. */
class DamagedJournalTest {

    private static final int EVENTS = 400;
    private static final int PAGE = 8192;

    @TempDir
    private Path folder;

    private Path file;
    private Journal journal;

    @BeforeEach
    void fill() {
        file = folder.resolve("sluice.db");
        journal = open();
        for (int i = 0; i < EVENTS; i++) {
            await(journal.append(batch("event-" + i + "-" + "x".repeat(300))));
        }
        await(journal.settle("a", Settlement.of(Map.of(0, 10L), List.of(letter("a", 3)))));
    }

    @AfterEach
    void close() {
        await(journal.close().otherwiseEmpty());
    }

    private Journal open() {
        return SqliteJournal.open(file, DataSize.mebibytes(64), List.of("a"));
    }

    private void restart() {
        await(journal.close().otherwiseEmpty());
        journal = open();
    }

    private void sql(String change) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(change);
        }
    }

    private void overwrite(long position, int bytes) throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.seek(position);
            out.write(new byte[bytes]);
        }
    }

    private List<DeadLetter> lettersOfTheJournal() {
        return await(journal.deadLetters().list(LetterQuery.ALL.from(DeadLetter.JOURNAL), Long.MAX_VALUE, 1_000))
                .stream()
                .map(StoredLetter::letter)
                .toList();
    }

    private List<Path> setAside() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.toString().matches(".*\\.damaged-[0-9-]+"))
                    .toList();
        }
    }

    /** The pages of the file that hold most of the log. */
    private long middle() throws IOException {
        return Files.size(file) / PAGE / 2 * PAGE;
    }

    @Test
    void aDamagedRowIsTakenOutAndTheLaneGoesOn() throws SQLException {
        sql("UPDATE chunks SET payload = replace(payload, 'event-20-', 'event-02-') WHERE first_offset = 20");

        List<String> bodies = read(await(journal.openReader("a")), EVENTS - 11).stream()
                .map(JournalContract::body)
                .map(body -> body.substring(0, body.lastIndexOf('-')))
                .toList();

        assertThat(bodies)
                .hasSize(EVENTS - 11)
                .startsWith("event-10", "event-11")
                .contains("event-19", "event-21")
                .doesNotContain("event-20", "event-02");
        DeadLetter left = lettersOfTheJournal().get(0);
        assertThat(left.offset()).isEqualTo(20);
        assertThat(left.reason()).isEqualTo("damaged");
        assertThat(left.detail()).contains("event 20 of the journal is damaged: their checksum does not match");
        assertThat(new String(left.original(), StandardCharsets.UTF_8)).contains("event-02-xxx");
    }

    @Test
    void aFileThatIsCutShortIsSetAsideAndTheRestSaved() throws IOException {
        await(journal.close());
        long whole = Files.size(file);
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.setLength(middle());
        }
        long cut = Files.size(file);

        restart();

        assertThat(setAside())
                .singleElement()
                .satisfies(damaged -> assertThat(Files.size(damaged)).isBetween(cut, whole));
        assertThat(lettersOfTheJournal()).as("what is lost is said").isNotEmpty();
        long lost = lettersOfTheJournal().stream()
                .mapToLong(DamagedJournalTest::count)
                .sum();
        assertThat(lost).isBetween(1L, EVENTS - 10L);
        assertThat(read(await(journal.openReader("a")), (int) (EVENTS - 10 - lost)))
                .hasSize((int) (EVENTS - 10 - lost));
    }

    /** How many events a letter speaks of. */
    private static long count(DeadLetter letter) {
        String detail = letter.detail();
        int end = detail.indexOf(" in all");
        return end < 0 ? 1 : Long.parseLong(detail.substring(detail.lastIndexOf(", ", end) + 2, end));
    }

    @Test
    void wrongBytesInTheFileAreFoundWhileItIsReadAndTheNextStartSavesTheRest() throws IOException {
        restart();
        await(journal.close());
        overwrite(middle(), 4 * PAGE);
        journal = open();

        assertThatThrownBy(() -> read(await(journal.openReader("a")), EVENTS - 10));
        assertThat(folder.resolve("sluice.db.damaged")).exists();
        restart();

        assertThat(setAside()).hasSize(1);
        assertThat(folder.resolve("sluice.db.damaged")).doesNotExist();
        long lost = lettersOfTheJournal().stream()
                .mapToLong(DamagedJournalTest::count)
                .sum();
        assertThat(lost).isBetween(1L, EVENTS - 10L);
        assertThat(read(await(journal.openReader("a")), (int) (EVENTS - 10 - lost)))
                .extracting(event -> event.offset())
                .doesNotHaveDuplicates();
    }

    @Test
    void afterADamageTheLogGoesOnBehindAllOffsetsThatWereGivenOut() throws IOException {
        await(journal.close());
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.setLength(middle());
        }
        restart();

        await(journal.append(batch("new")));

        assertThat(journal.status().endOffsets().get(0)).isEqualTo(EVENTS + 1L);
        assertThat(await(journal.deadLetters().count(LetterQuery.ALL.from("a"))))
                .isEqualTo(1);
    }

    @Test
    void aSoundFileIsLeftInPeace() throws IOException {
        restart();

        assertThat(setAside()).isEmpty();
        assertThat(read(await(journal.openReader("a")), EVENTS - 10)).hasSize(EVENTS - 10);
    }

    @Test
    void aFileThatIsNoDatabaseAnyMoreIsRefusedAndLeftAsItIs() throws IOException {
        await(journal.close());
        overwrite(0, 64);
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(this::open)
                .isInstanceOf(JournalUnusableException.class)
                .hasMessageContaining("not a database");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }
}
