package dev.sluice.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testkit.amplitude.AmplitudeSandbox;
import dev.sluice.testkit.amplitude.SandboxOptions;
import dev.sluice.testkit.process.SluiceProcess;
import dev.sluice.testkit.sandbox.Fault;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports with the jar: interrupted, resumed, repeated, and no line is lost or stored twice. */
class ImportIT {

    private static final Path JAR = Path.of(System.getProperty("sluice.jar"));
    private static final int LINES = 60_000;
    private static final int PADDED = 16_000;
    private static final List<String> IMPORT = List.of("import", "-c", "sluice.json", "events.ndjson");

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private AmplitudeSandbox sandbox;

    @BeforeEach
    void writeFiles() throws IOException {
        sandbox = new AmplitudeSandbox(vertx, SandboxOptions.forApiKey("import-key"));
        sandbox.start().toCompletionStage().toCompletableFuture().join();
        configure("");
        Files.writeString(
                folder.resolve("events.ndjson"),
                IntStream.range(0, LINES)
                        .mapToObj(number -> number == 777
                                ? "{broken"
                                : "{\"event_id\":\"line-" + number + "\",\"object_type\":\"email\",\"metric\":\"sent\","
                                        + "\"data\":{\"customer_id\":\"u" + number % 900 + "\"}}")
                        .collect(Collectors.joining("\n")));
    }

    /** @param journal more keys of the journal */
    private void configure(String journal) throws IOException {
        try (ServerSocket management = new ServerSocket(0)) {
            Files.writeString(folder.resolve("sluice.json"), """
                    {"ingest":{"port":0},"journal":{"path":"sluice.db"%s},
                     "destinations":[{"id":"amplitude","plugin":"amplitude",
                       "settings":{"apiKey":"import-key","endpoint":"%s"},"batch":{"lingerMillis":20}}],
                     "management":{"port":%d}}
                    """.formatted(
                            journal.isEmpty() ? "" : "," + journal, sandbox.batchUri(), management.getLocalPort()));
        }
    }

    @AfterEach
    void closeVertx() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private long stored() throws SQLException {
        if (!Files.exists(folder.resolve("sluice.db"))) {
            return 0;
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("sluice.db"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(max(next_offset), 0) FROM log_end")) {
            return row.getLong(1);
        }
    }

    /** Makes the journal, as a first start of the relay does. */
    private void startOnce() throws Exception {
        try (SluiceProcess sluice = SluiceProcess.start(JAR, folder, List.of("run", "-c", "sluice.json"))) {
            sluice.webhooks();
            assertThat(sluice.terminate()).isZero();
        }
    }

    @Test
    void anImportThatIsKilledAgainAndAgainTakesEachLineOnce() throws Exception {
        startOnce();
        for (int kill = 1; kill <= 3; kill++) {
            long before = stored();
            try (SluiceProcess running = SluiceProcess.start(JAR, folder, IMPORT)) {
                await().atMost(SluiceProcess.LIMIT)
                        .until(() ->
                                stored() >= Math.min(LINES - 1, before + 5_000) || running.endsWithin(Duration.ZERO));
                running.kill();
            }
        }
        try (SluiceProcess last = SluiceProcess.start(JAR, folder, IMPORT)) {
            assertThat(last.exit()).as(last.output()).isZero();
        }
        assertThat(stored()).isEqualTo(LINES - 1);

        try (SluiceProcess again = SluiceProcess.start(JAR, folder, IMPORT)) {
            assertThat(again.exit()).isZero();
            assertThat(again.output()).contains("0 events imported, " + (LINES - 1) + " were before");
        }
        try (SluiceProcess sluice = SluiceProcess.start(JAR, folder, List.of("run", "-c", "sluice.json"))) {
            sluice.webhooks();
            sandbox.awaitIngested(LINES - 1, SluiceProcess.LIMIT);
            assertThat(sluice.terminate()).isZero();
        }
        assertThat(sandbox.duplicates()).isEmpty();
    }

    @Test
    void anImportGoesThroughARelayThatRunsAndNamesBadLines() throws Exception {
        try (SluiceProcess sluice = SluiceProcess.start(JAR, folder, List.of("run", "-c", "sluice.json"))) {
            sluice.webhooks();
            try (SluiceProcess running = SluiceProcess.start(JAR, folder, IMPORT)) {
                assertThat(running.exit()).as(running.output()).isZero();
                assertThat(running.output())
                        .contains("events.ndjson:778: broken-json")
                        .contains("59999 events imported, 1 lines are no events");
            }
            sandbox.awaitIngested(LINES - 1, SluiceProcess.LIMIT);
            assertThat(sluice.terminate()).isZero();
        }
        assertThat(sandbox.duplicates()).isEmpty();
    }

    @Test
    void anImportLeavesRoomForWebhooksAndGoesOnWhenThereIsMore() throws Exception {
        configure("\"maxBytes\":\"12MiB\"");
        sandbox.failAlways(Fault.json(503, "down"));
        try (SluiceProcess sluice = SluiceProcess.start(JAR, folder, List.of("run", "-c", "sluice.json"));
                SluiceProcess running = startImport(sluice, padded())) {
            sluice.awaitTrue("the import waits", () -> running.output().contains("waiting: the journal is 70 % full"));
            assertThat(post(sluice)).as("a webhook meanwhile").isEqualTo(200);

            sandbox.mend();
            assertThat(running.exit()).as(running.output()).isZero();
            assertThat(running.output()).contains(PADDED + " events imported");
            sandbox.awaitIngested(PADDED + 1, SluiceProcess.LIMIT);
            assertThat(sluice.terminate()).isZero();
        }
    }

    private static int post(SluiceProcess sluice) throws Exception {
        HttpRequest webhook = HttpRequest.newBuilder(sluice.webhooks())
                .header("Content-Type", "application/json")
                .POST(
                        HttpRequest.BodyPublishers.ofString(
                                "{\"event_id\":\"live\",\"object_type\":\"email\",\"metric\":\"sent\",\"data\":{\"customer_id\":\"u\"}}"))
                .build();
        return HttpClient.newHttpClient()
                .send(webhook, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** A file that is larger than the journal may become. */
    private Path padded() throws IOException {
        String padding = "x".repeat(1_000);
        return Files.writeString(
                folder.resolve("padded.ndjson"),
                IntStream.range(0, PADDED)
                        .mapToObj(number -> "{\"event_id\":\"padded-" + number
                                + "\",\"object_type\":\"email\",\"metric\":\"sent\",\"data\":{\"customer_id\":\"u"
                                + number + "\",\"padding\":\"" + padding + "\"}}")
                        .collect(Collectors.joining("\n")));
    }

    private SluiceProcess startImport(SluiceProcess sluice, Path file) throws Exception {
        sluice.webhooks();
        return SluiceProcess.start(JAR, folder, List.of("import", "-c", "sluice.json", file.toString()));
    }

    @Test
    void aCompressedFileThatBreaksOffIsTakenInUpToThereAndSaidToBeCut() throws Exception {
        startOnce();
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(compressed)) {
            Files.copy(folder.resolve("events.ndjson"), out);
        }
        byte[] half = Arrays.copyOf(compressed.toByteArray(), compressed.size() / 2);
        Files.write(folder.resolve("half.ndjson.gz"), half);
        Files.writeString(folder.resolve("next.ndjson"), "{\"event_id\":\"next\",\"metric\":\"sent\"}");

        try (SluiceProcess running = SluiceProcess.start(
                JAR, folder, List.of("import", "-c", "sluice.json", "half.ndjson.gz", "next.ndjson"))) {
            assertThat(running.exit()).isEqualTo(1);
            assertThat(running.output())
                    .contains("half.ndjson.gz: the compressed file breaks off")
                    .contains("next.ndjson: 1 events imported");
        }
        assertThat(stored()).isGreaterThan(LINES / 3);
    }
}
