package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.DataSize;
import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.Journal;
import dev.sluice.journal.sqlite.SqliteJournal;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The journal inspected from the command line; it stays as it is, to the byte. */
class JournalCommandTest {

    @TempDir
    private Path folder;

    private record Ran(int exit, String out, String err) {}

    @BeforeEach
    void fillJournal() throws IOException {
        Files.writeString(folder.resolve("sluice.json"), """
                {"journal":{"path":"%s"},"management":{"port":0},
                 "destinations":[{"id":"amplitude","plugin":"amplitude","settings":{"apiKey":"key-key-key"}}]}
                """.formatted(database()));
        Journal journal = open();
        byte[] event = "{\"event_id\":\"e\"}".getBytes(StandardCharsets.UTF_8);
        await(journal.append(new AppendBatch(
                1_700_000_000_000L,
                List.of(event, event),
                List.of(DeadLetter.quarantined(event, "", "broken-json", "x", 1)))));
        await(journal.close());
    }

    private Path database() {
        return folder.resolve("sluice.db");
    }

    private Journal open() {
        return SqliteJournal.open(database(), DataSize.mebibytes(64), List.of("amplitude"));
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] all = Stream.concat(
                        Stream.of(arguments),
                        Stream.of("-c", folder.resolve("sluice.json").toString()))
                .toArray(String[]::new);
        return new Ran(commandLine.execute(all), out.toString(), err.toString());
    }

    @Test
    void statsTellsHowMuchThereIsAndForWhom() {
        Ran ran = run("journal", "stats");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out())
                .contains("events in the log 2, offsets 0 to 1", "oldest received   2023-11-14T22:13:20Z")
                .contains("pending           amplitude: 2", "dead letters      ingest, broken-json: 1");
    }

    @Test
    void aSoundJournalExitsWith0() {
        assertThat(run("journal", "check").exit()).isZero();
        assertThat(run("journal", "check").out()).contains("is sound: 2 events of the log, 1 dead letters");
    }

    @Test
    void aDamagedJournalExitsWith1AndSaysWhatIsWrongAndWhatToDo() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE chunks SET crc32c = crc32c + 1");
        }
        Ran ran = run("journal", "check");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).contains("events 0 to 1 of the journal are damaged", "start it again: it saves what can");
        assertThat(run("journal", "check", "--json").out()).contains("\"faults\" : [ \"events 0 to 1");
    }

    @Test
    void lookingChangesNothing() throws IOException {
        byte[] before = Files.readAllBytes(database());
        run("journal", "check");
        run("journal", "stats");

        assertThat(Files.readAllBytes(database())).isEqualTo(before);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("sluice.json", "sluice.db", "sluice.db.lock");
        }
    }

    @Test
    void aJournalInUseCanBeLookedInto() {
        Journal running = open();
        await(running.append(new AppendBatch(1, List.of(new byte[] {'{', '}'}), List.of())));

        assertThat(run("journal", "stats", "--json").out()).contains("\"events\" : 3", "\"amplitude\" : 3");
        assertThat(run("journal", "check").exit()).isZero();
        await(running.close());
    }

    @Test
    void aFileThatIsNotThereIsNamed() throws IOException {
        Files.delete(database());

        assertThat(run("journal", "stats").err()).contains("there is no journal at " + database());
    }
}
