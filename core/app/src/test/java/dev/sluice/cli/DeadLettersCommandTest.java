package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.DataSize;
import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.Journal;
import dev.sluice.journal.LetterQuery;
import dev.sluice.journal.Settlement;
import dev.sluice.journal.sqlite.SqliteJournal;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Dead letters from the command line while no relay runs: the journal is opened, used, and let go. */
class DeadLettersCommandTest {

    private static final long NOW = Clock.systemUTC().millis();

    @TempDir
    private Path folder;

    private record Ran(int exit, String out, String err) {}

    @BeforeEach
    void fileLetters() throws IOException {
        Files.writeString(folder.resolve("sluice.json"), """
                {"journal":{"path":"%s"},"management":{"port":0},
                 "destinations":[{"id":"amplitude","plugin":"amplitude","settings":{"apiKey":"key-key-key"}}]}
                """.formatted(database()));
        Journal journal = open();
        await(journal.settle("amplitude", Settlement.of(Map.of(), List.of(letter(1, "young", NOW), old()))));
        byte[] broken = "{".getBytes(StandardCharsets.UTF_8);
        await(journal.append(new AppendBatch(
                NOW, List.of(), List.of(DeadLetter.quarantined(broken, "", "broken-json", "ends", NOW)))));
        await(journal.close());
    }

    private static DeadLetter old() {
        return letter(2, "old", NOW - Duration.ofDays(9).toMillis());
    }

    private static DeadLetter letter(long offset, String id, long firstTryAtMillis) {
        return new DeadLetter(
                "amplitude",
                0,
                offset,
                id,
                "email.sent",
                "invalid-field",
                "time is invalid",
                ("{\"event_id\":\"" + id + "\",\"metric\":\"sent\"}").getBytes(StandardCharsets.UTF_8),
                Optional.of("{\"insert_id\":1}".getBytes(StandardCharsets.UTF_8)),
                1,
                firstTryAtMillis,
                firstTryAtMillis,
                firstTryAtMillis);
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
        String[] all = new String[arguments.length + 3];
        all[0] = "dead-letters";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 2] = "-c";
        all[all.length - 1] = folder.resolve("sluice.json").toString();
        return new Ran(commandLine.execute(all), out.toString(), err.toString());
    }

    private long left(LetterQuery query) {
        Journal journal = open();
        long count = await(journal.deadLetters().count(query));
        await(journal.close());
        return count;
    }

    @Test
    void listShowsLettersWithTheirReasons() {
        Ran ran = run("list");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out())
                .contains("young", "invalid-field: time is invalid", "broken-json: ends", "3 of 3 letters");
    }

    @Test
    void listIsNarrowedDownAndPaged() {
        assertThat(run("list", "-d", "ingest").out()).contains("1 of 1 letters").doesNotContain("young");
        assertThat(run("list", "--from", "1d", "--event", "email.*").out())
                .contains("1 of 1 letters", "young")
                .doesNotContain("old");
        assertThat(run("list", "--limit", "2").out()).contains("2 of 3 letters; more with --before 2");
        assertThat(run("list", "--limit", "2", "--before", "2").out()).contains("young", "1 of 3 letters");
        assertThat(run("list", "--json").out()).contains("\"reason\" : \"invalid-field\"");
    }

    @Test
    void showPrintsTheWebhookAndWhatWasSent() {
        Ran ran = run("show", "1");

        assertThat(ran.out()).contains("\"original\" : {", "\"event_id\" : \"young\"", "\"insert_id\" : 1");
        assertThat(run("show", "99").exit()).isEqualTo(1);
        assertThat(run("show", "99").err()).isEqualToIgnoringNewLines("sluice: there is no dead letter 99");
    }

    @Test
    void replayWarnsOfWhatMayCountTwice() {
        Ran ran = run("replay", "-d", "amplitude");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("2 letters are on their way again, 0 stay");
        assertThat(ran.err())
                .contains("1 letters were first sent longer ago than their destination knows events again");
        assertThat(left(LetterQuery.ALL)).isEqualTo(1);
    }

    @Test
    void ofADestinationThatKnowsNoEventAgainWhateverWasSentMayCountTwice() throws IOException {
        Files.writeString(folder.resolve("sluice.json"), """
                {"journal":{"path":"%s"},"management":{"port":0},
                 "destinations":[{"id":"amplitude","plugin":"posthog","settings":{"projectApiKey":"phc_key"}}]}
                """.formatted(database()));

        assertThat(run("replay", "-d", "amplitude").err()).contains("2 letters were first sent longer ago");
    }

    @Test
    void whatIsStillBrokenStays() {
        Ran ran = run("replay", "--reason", "broken-json");

        assertThat(ran.out()).contains("0 letters are on their way again, 1 stay");
        assertThat(ran.err()).contains("ingest can't read them today either");
        assertThat(left(LetterQuery.ALL)).isEqualTo(3);
    }

    @Test
    void discardDeletesTheNumberedOnes() {
        assertThat(run("discard", "1", "3").out()).contains("2 letters are deleted");
        assertThat(left(LetterQuery.ALL.ofEvent("old"))).isEqualTo(1);
        assertThat(left(LetterQuery.ALL)).isEqualTo(1);
    }

    @Test
    void aDryRunChangesNothing() {
        assertThat(run("discard", "--all", "--dry-run").out()).contains("3 letters would be deleted");
        assertThat(run("replay", "--all", "--dry-run").out()).contains("3 letters would be replayed");
        assertThat(left(LetterQuery.ALL)).isEqualTo(3);
    }

    @Test
    void allHasToBeAskedFor() {
        Ran ran = run("discard");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("nothing says which letters are meant");
        assertThat(left(LetterQuery.ALL)).isEqualTo(3);
    }

    @Test
    void aTimeThatIsNoneIsRefused() {
        assertThat(run("list", "--from", "yesterday").err())
                .contains("from: \"yesterday\" is no time; give 2026-11-24");
    }

    @Test
    void withoutAJournalTheCommandSaysWhereItLooked() throws IOException {
        Files.delete(database());

        assertThat(run("list").err()).contains("there is no journal at " + database());
        assertThat(database()).doesNotExist();
    }
}
