package dev.sluice.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.amplitude.AmplitudeSandbox;
import dev.sluice.testkit.amplitude.SandboxOptions;
import dev.sluice.testkit.process.SluiceProcess;
import dev.sluice.testkit.sandbox.Fault;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restarts and ends of the jar's process, as a sender sees them. */
class TakeoverIT {

    private static final Path JAR = Path.of(System.getProperty("sluice.jar"));
    private static final List<String> RUN = List.of("run", "-c", "sluice.json");
    private static final List<String> TAKE_OVER = List.of("run", "--takeover", "-c", "sluice.json");

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private AmplitudeSandbox sandbox;

    @BeforeEach
    void startSandbox() {
        sandbox = new AmplitudeSandbox(vertx, SandboxOptions.forApiKey("takeover-key"));
        sandbox.start().toCompletionStage().toCompletableFuture().join();
    }

    @AfterEach
    void closeVertx() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** The port has to be known to both processes, so a free one is asked for and written down. */
    private URI configure() throws IOException {
        try (ServerSocket ingest = new ServerSocket(0);
                ServerSocket management = new ServerSocket(0)) {
            Files.writeString(folder.resolve("sluice.json"), """
                    {"ingest":{"port":%d},"journal":{"path":"sluice.db"},
                     "destinations":[{"id":"amplitude","plugin":"amplitude",
                       "settings":{"apiKey":"takeover-key","endpoint":"%s"},"batch":{"lingerMillis":20}}],
                     "management":{"port":%d}}
                    """.formatted(
                            ingest.getLocalPort(), sandbox.batchUri(), management.getLocalPort()));
            return URI.create("http://127.0.0.1:" + ingest.getLocalPort() + "/webhooks/customerio");
        }
    }

    private static HttpRequest webhook(URI target, String id) {
        return HttpRequest.newBuilder(target)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"event_id\":\"" + id
                        + "\",\"object_type\":\"email\",\"metric\":\"sent\",\"data\":{\"customer_id\":\"someone\"}}"))
                .build();
    }

    private Set<String> arrived() {
        return sandbox.events().stream()
                .map(event -> event.path("insert_id").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void aSenderThatPostsWithoutPauseSees200OnlyThroughTenRestarts() throws Exception {
        URI target = configure();
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger posted = new AtomicInteger();
        ConcurrentLinkedQueue<String> refusals = new ConcurrentLinkedQueue<>();
        SluiceProcess current = SluiceProcess.start(JAR, folder, RUN);
        List<Thread> senders = new ArrayList<>();
        try {
            current.webhooks();
            for (int i = 0; i < 4; i++) {
                Thread sender = new Thread(() -> post(target, stop, posted, refusals));
                sender.start();
                senders.add(sender);
            }
            for (int restart = 0; restart < 10; restart++) {
                int before = posted.get();
                SluiceProcess successor = SluiceProcess.start(JAR, folder, TAKE_OVER);
                successor.webhooks();
                assertThat(current.exit()).as(current.output()).isZero();
                current = successor;
                current.awaitTrue("webhooks are taken", () -> posted.get() >= before + 100 || !refusals.isEmpty());
            }
        } finally {
            stop.set(true);
            for (Thread sender : senders) {
                sender.join();
            }
            sandbox.awaitIngested(posted.get(), SluiceProcess.LIMIT);
            assertThat(current.terminate()).isZero();
            current.close();
        }
        assertThat(refusals).isEmpty();
        assertThat(arrived()).hasSize(posted.get());
    }

    private static void post(
            URI target, AtomicBoolean stop, AtomicInteger posted, ConcurrentLinkedQueue<String> refusals) {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        while (!stop.get()) {
            int number = posted.incrementAndGet();
            try {
                HttpResponse<String> answer =
                        http.send(webhook(target, "e" + number), HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() != 200) {
                    refusals.add(answer.statusCode() + " " + answer.body());
                }
            } catch (IOException | InterruptedException failure) {
                refusals.add(failure.toString());
            }
        }
    }

    @Test
    void aTakeoverOfNobodyIsAStart() throws Exception {
        URI target = configure();
        try (SluiceProcess sluice = SluiceProcess.start(JAR, folder, TAKE_OVER)) {
            assertThat(sluice.webhooks()).isEqualTo(target);
            assertThat(sluice.terminate()).isZero();
        }
        assertThat(folder.resolve("sluice.db.takeover")).doesNotExist();
    }

    @Test
    void aPortThatAnotherProcessHasIsRefusedThoughItCouldBeShared() throws Exception {
        configure();
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.copy(folder.resolve("sluice.json"), other.resolve("sluice.json"));
        try (SluiceProcess first = SluiceProcess.start(JAR, folder, RUN)) {
            first.webhooks();
            try (SluiceProcess second = SluiceProcess.start(JAR, other, RUN)) {
                assertThat(second.exit()).isEqualTo(1);
                assertThat(second.output()).contains("a port can't be bound");
            }
            assertThat(first.terminate()).isZero();
        }
    }

    @Test
    void aSecondSigtermEndsAtOnceAndLosesNothing() throws Exception {
        URI target = configure();
        sandbox.failAlways(Fault.hangs());
        try (SluiceProcess sluice = SluiceProcess.start(JAR, folder, RUN)) {
            sluice.webhooks();
            HttpClient http = HttpClient.newHttpClient();
            assertThat(http.send(webhook(target, "kept"), HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
            sluice.awaitTrue("a request is made", () -> !sandbox.requests().isEmpty());
            sluice.signal();
            sluice.awaitTrue(
                    "no more webhooks are taken",
                    () -> http.send(webhook(target, "late"), HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            != 200);
            assertThat(sluice.terminate()).isEqualTo(143);
            assertThat(sluice.output()).contains("Told to end a second time");
        }
        sandbox.mend();
        try (SluiceProcess sluice = SluiceProcess.start(JAR, folder, RUN)) {
            sluice.webhooks();
            sandbox.awaitIngested(1, SluiceProcess.LIMIT);
            assertThat(sluice.terminate()).isZero();
        }
        assertThat(arrived()).contains("kept");
    }
}
