package dev.sluice.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.amplitude.AmplitudeSandbox;
import dev.sluice.testkit.amplitude.SandboxOptions;
import dev.sluice.testkit.load.AckLatency;
import dev.sluice.testkit.load.LoadSenders;
import dev.sluice.testkit.load.NumberedEvents;
import dev.sluice.testkit.process.SluiceProcess;
import dev.sluice.testkit.process.SmallDisk;
import dev.sluice.testkit.sandbox.Fault;
import io.vertx.core.Vertx;
import java.io.IOException;
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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up under a relay that runs: senders are asked to come again, and nothing that was acknowledged is lost. */
class DiskFullIT {

    private static final Path JAR = Path.of(System.getProperty("sluice.jar"));
    private static final List<String> RUN = List.of("run", "-c", "sluice.json");

    /** What the journal leaves alone, and a bit more for events. */
    private static final long DISK_BYTES = 76L << 20;

    /** Twelve mebibytes. */
    private static final int FILE_BLOCKS = 24_000;

    private static final int SENDERS = 8;

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final NumberedEvents events = new NumberedEvents(4_000);
    private AmplitudeSandbox sandbox;

    @BeforeEach
    void startSandbox() {
        sandbox = new AmplitudeSandbox(vertx, SandboxOptions.forApiKey("disk-key"));
        sandbox.onIngested(event -> events.arrive(event.path("insert_id").asText()));
        sandbox.start().toCompletionStage().toCompletableFuture().join();
    }

    @AfterEach
    void closeVertx() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void configure(Path place) throws IOException {
        Files.writeString(place.resolve("sluice.json"), """
                {"ingest":{"port":0},"journal":{"path":"sluice.db","maxBytes":"4GiB"},
                 "destinations":[{"id":"amplitude","plugin":"amplitude",
                   "settings":{"apiKey":"disk-key","endpoint":"%s"},
                   "batch":{"lingerMillis":20},"delivery":{"timeoutMillis":500}}],
                 "management":{"port":0}}
                """.formatted(sandbox.batchUri()));
    }

    private SmallDisk smallDisk() throws IOException {
        SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), DISK_BYTES).orElse(null);
        Assumptions.assumeTrue(
                disk != null, "this user may not mount a disk; the limit on the size of files has a test too");
        configure(disk.resolve("."));
        return disk;
    }

    private LoadSenders sendersTo(SluiceProcess sluice) throws InterruptedException {
        return new LoadSenders(vertx, sluice.webhooks(), SENDERS, events, new AckLatency());
    }

    private static HttpResponse<String> health(SluiceProcess sluice, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(sluice.management().resolve(path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private void awaitMore(int acknowledged, SluiceProcess sluice) throws InterruptedException {
        int before = events.acknowledged();
        sluice.awaitTrue("senders are answered 200 again", () -> events.acknowledged() >= before + acknowledged);
    }

    private void awaitDelivered(SluiceProcess sluice) throws InterruptedException {
        sluice.awaitTrue("all that was acknowledged arrives", () -> events.missing() == 0);
    }

    private static String integrity(Path journal) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + journal);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA integrity_check")) {
            return row.getString(1);
        }
    }

    @Test
    void aDiskFullOfBacklogIsEmptiedByTheDestinationAndNobodyElse() throws Exception {
        sandbox.failAlways(Fault.hangs());
        try (SmallDisk disk = smallDisk()) {
            try (SluiceProcess sluice = SluiceProcess.startOn(disk, JAR, RUN);
                    LoadSenders senders = sendersTo(sluice)) {
                sluice.awaitTrue("senders are refused", () -> senders.answered("503") > 200);
                assertThat(health(sluice, "/health/live").statusCode()).isEqualTo(200);
                HttpResponse<String> ready = health(sluice, "/health/ready");
                assertThat(ready.statusCode()).isEqualTo(503);
                assertThat(ready.body())
                        .contains(
                                "MiB left",
                                "free some of it",
                                disk.resolve(".").getFileName().toString());
                assertThat(sluice.output()).contains("Webhooks are answered 503: the disk of ");

                sandbox.mend();
                awaitMore(3_000, sluice);
                senders.stop();
                assertThat(senders.answers()).containsOnlyKeys("200", "503");
                awaitDelivered(sluice);
                assertThat(sluice.terminate()).isZero();
            }
            assertThat(integrity(disk.resolve("sluice.db"))).isEqualTo("ok");
        }
    }

    @Test
    void aDiskThatSomebodyElseFillsUpCostsNothingAndItGoesOnByItself() throws Exception {
        try (SmallDisk disk = smallDisk()) {
            try (SluiceProcess sluice = SluiceProcess.startOn(disk, JAR, RUN);
                    LoadSenders senders = sendersTo(sluice)) {
                awaitMore(200, sluice);
                disk.fill();
                long refused = senders.answered("503");
                sluice.awaitTrue("senders are refused", () -> senders.answered("503") > refused + 200);
                assertThat(health(sluice, "/health/ready").statusCode()).isEqualTo(503);
                disk.makeRoom();
                awaitMore(1_000, sluice);

                disk.fill();
                long refusedAgain = senders.answered("503");
                sluice.awaitTrue("senders are refused", () -> senders.answered("503") > refusedAgain + 200);
                sluice.kill();
                senders.stop();
            }
            try (SluiceProcess sluice = SluiceProcess.startOn(disk, JAR, RUN)) {
                assertThat(health(sluice, "/health/ready").body())
                        .as("it starts all the same")
                        .contains("MiB left");
                disk.makeRoom();
                awaitDelivered(sluice);
                assertThat(sluice.terminate()).isZero();
            }
            assertThat(integrity(disk.resolve("sluice.db"))).isEqualTo("ok");
        }
    }

    @Test
    void aJournalThatMayNotGrowRefusesWith503AndGoesOnByItselfWhenItMay() throws Exception {
        configure(folder);
        sandbox.failAlways(Fault.hangs());
        try (SluiceProcess sluice = SluiceProcess.startWithFileLimit(JAR, folder, FILE_BLOCKS, RUN);
                LoadSenders senders = sendersTo(sluice)) {
            sluice.awaitTrue("senders are refused", () -> senders.answered("503") > 500);
            HttpResponse<String> ready = health(sluice, "/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("can't be written", "see that the disk is sound");
            assertThat(sluice.output()).containsOnlyOnce("A commit failed and was undone");

            sluice.liftFileLimit();
            awaitMore(1_000, sluice);
            assertThat(health(sluice, "/health/ready").statusCode()).isEqualTo(200);
            sandbox.mend();
            senders.stop();
            assertThat(senders.answers()).containsOnlyKeys("200", "503");
            awaitDelivered(sluice);
            assertThat(sluice.terminate()).isZero();
        }
        assertThat(integrity(folder.resolve("sluice.db"))).isEqualTo("ok");
    }
}
