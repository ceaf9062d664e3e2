package dev.sluice.jar;

import static dev.sluice.testkit.customerio.WebhookBuilder.aWebhook;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.testkit.amplitude.AmplitudeSandbox;
import dev.sluice.testkit.amplitude.SandboxOptions;
import dev.sluice.testkit.customerio.WebhookBuilder;
import dev.sluice.testkit.customerio.WebhookSender;
import dev.sluice.testkit.customerio.Webhooks;
import dev.sluice.testkit.process.SluiceProcess;
import dev.sluice.testkit.sandbox.Fault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a user runs it: a process with a file of its own, seen from outside. */
class JarIT {

    private static final String API_KEY = "jar-test-key";
    private static final Duration LIMIT = SluiceProcess.LIMIT;
    private static final Path JAR = Path.of(System.getProperty("sluice.jar"));

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private AmplitudeSandbox sandbox;

    @BeforeEach
    void startSandbox() throws Exception {
        sandbox = new AmplitudeSandbox(vertx, SandboxOptions.forApiKey(API_KEY));
        await(sandbox.start());
        Files.writeString(folder.resolve("sluice.json"), """
                {"ingest":{"port":0,"customerio":{"signingKeys":["jar-signing-key"]}},"journal":{"path":"data/sluice.db"},
                 "destinations":[{"id":"amplitude","plugin":"amplitude",
                   "settings":{"apiKey":"%s","endpoint":"%s"},"batch":{"lingerMillis":50}}],
                 "management":{"port":0}}
                """.formatted(API_KEY, sandbox.batchUri()));
    }

    @AfterEach
    void closeVertx() throws Exception {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private WebhookSender sender(SluiceProcess sluice) throws Exception {
        return new WebhookSender(vertx, sluice.webhooks(), Optional.of("jar-signing-key"));
    }

    private static int post(WebhookSender sender, String body) throws Exception {
        return await(sender.send(body.getBytes(StandardCharsets.UTF_8))).status();
    }

    private Set<String> arrived() {
        return sandbox.events().stream()
                .map(event -> event.path("insert_id").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyEventArrivesOnceAndSigtermStopsItCleanly() throws Exception {
        try (SluiceProcess sluice = SluiceProcess.start(JAR, folder, List.of("run", "-c", "sluice.json"))) {
            WebhookSender sender = sender(sluice);
            List<ObjectNode> all = Webhooks.ofIdentifiedPeople(3, Instant.now()).all();
            for (ObjectNode webhook : all) {
                assertThat(post(sender, webhook.toString())).isEqualTo(200);
            }
            for (String odd : List.of(
                    odd(1).with("/timestamp", TextNode.valueOf("1585250199")).json(),
                    odd(2).with("/data/recipients", NullNode.instance).json(),
                    odd(3).with("/data", TextNode.valueOf("a string")).json(),
                    odd(4).objectType("fax").json(),
                    odd(5).with("/data/content", TextNode.valueOf("x".repeat(5_000)))
                            .json(),
                    "{\"event_id\":\"odd-6\",\"event_type\":\"email_sent\",\"data\":{\"customer_id\":\"u\"}}",
                    "{broken",
                    "[]",
                    "")) {
                assertThat(post(sender, odd)).isEqualTo(200);
            }
            sandbox.awaitIngested(69 + 5, LIMIT);

            String metrics = get(sluice, "/metrics").body();
            assertThat(metrics)
                    .contains("sluice_lane_events_total{destination=\"amplitude\",outcome=\"delivered\"} 74.0")
                    .contains("sluice_lane_filtered_total{destination=\"amplitude\",reason=\"no-identity\"} 1.0")
                    .contains("sluice_ingest_requests_total{outcome=\"accepted\",source=\"customerio\"} 76.0")
                    .contains("sluice_dead_letters{destination=\"ingest\"} 2.0")
                    .contains(
                            "sluice_ingest_ack_seconds_bucket", "sluice_journal_bytes", "sluice_journal_append_seconds")
                    .contains("sluice_lane_lag_events", "sluice_lane_lag_seconds", "sluice_delivery_seconds");
            assertThat(get(sluice, "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(sluice, "/health/ready").body()).contains("\"status\":\"ready\"", "amplitude");

            assertThat(sluice.terminate()).isZero();
            assertThat(sluice.output()).doesNotContain(API_KEY).doesNotContain("jar-signing-key");
        }
        assertThat(sandbox.events()).hasSize(74);
        assertThat(sandbox.duplicates()).isEmpty();
    }

    private static WebhookBuilder odd(int number) {
        return aWebhook().withEventId("odd-" + number);
    }

    @Test
    void whatWasAnswered200SurvivesAKill() throws Exception {
        sandbox.failAlways(Fault.json(503, "down"));
        List<ObjectNode> webhooks =
                new ArrayList<>(Webhooks.ofIdentifiedPeople(5, Instant.now()).all());
        try (SluiceProcess sluice = SluiceProcess.start(JAR, folder, List.of("run", "-c", "sluice.json"))) {
            WebhookSender sender = sender(sluice);
            for (ObjectNode webhook : webhooks) {
                assertThat(post(sender, webhook.toString())).isEqualTo(200);
            }
            sluice.kill();
        }
        sandbox.mend();
        try (SluiceProcess sluice = SluiceProcess.start(JAR, folder, List.of("run", "-c", "sluice.json"))) {
            sandbox.awaitIngested(69, LIMIT);
            assertThat(sluice.terminate()).isZero();
        }
        assertThat(arrived())
                .isEqualTo(webhooks.stream()
                        .map(webhook -> webhook.path("event_id").asText())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void aDeadLetterIsReplayedWhileTheRelayRuns() throws Exception {
        sandbox.poisonNamed("event_properties", event -> true);
        try (SluiceProcess sluice = SluiceProcess.start(JAR, folder, List.of("run", "-c", "sluice.json"))) {
            WebhookSender sender = sender(sluice);
            assertThat(post(sender, odd(1).json())).isEqualTo(200);
            String list = "/api/v1/dead-letters?reason=invalid-field";
            sluice.awaitTrue("there is a letter", () -> get(sluice, list).body().contains("\"total\":1"));
            assertThat(get(sluice, "/api/v1/dead-letters/1").body())
                    .contains("\"eventId\":\"odd-1\"", "\"original\":{");
            sandbox.mend();

            HttpRequest replay = HttpRequest.newBuilder(sluice.management().resolve("/api/v1/dead-letters/replay"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"destination\":\"amplitude\"}"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(replay, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains("\"replayed\":1");

            sandbox.awaitIngested(1, LIMIT);
            assertThat(sluice.terminate()).isZero();
        }
        assertThat(arrived()).containsExactly("odd-1");
    }

    @Test
    void aSecondStartOnTheSameJournalIsRefused() throws Exception {
        try (SluiceProcess first = SluiceProcess.start(JAR, folder, List.of("run", "-c", "sluice.json"))) {
            first.webhooks();
            try (SluiceProcess second = SluiceProcess.start(JAR, folder, List.of("run", "-c", "sluice.json"))) {
                assertThat(second.exit()).isEqualTo(1);
                assertThat(second.output())
                        .contains("data/sluice.db is in use by process")
                        .doesNotContain("\tat ");
            }
            assertThat(first.terminate()).isZero();
        }
    }

    @Test
    void theDemoShowsEventsInAndOutAndLeavesNothing() throws Exception {
        try (SluiceProcess demo = SluiceProcess.start(JAR, folder, List.of("demo", "--count", "69", "--pause", "0"))) {
            assertThat(demo.exit()).isZero();
            assertThat(demo.output()).contains("in 200", "Email Sent", "69 webhooks in, 69 events out");
        }
    }

    @Test
    void theDemoStopsWhenItIsTold() throws Exception {
        try (SluiceProcess demo = SluiceProcess.start(JAR, folder, List.of("demo"))) {
            demo.awaitTrue("an event is out", () -> demo.output().contains("out "));
            assertThat(demo.terminate()).isZero();
            assertThat(demo.output()).doesNotContain("Exception");
        }
    }

    private static HttpResponse<String> get(SluiceProcess sluice, String path)
            throws IOException, InterruptedException {
        URI uri = sluice.management().resolve(path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
