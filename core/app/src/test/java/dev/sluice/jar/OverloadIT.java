package dev.sluice.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.amplitude.AmplitudeSandbox;
import dev.sluice.testkit.amplitude.SandboxOptions;
import dev.sluice.testkit.process.SluiceProcess;
import dev.sluice.testkit.sandbox.Fault;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More than fits: the destination takes nothing, senders go on, and the heap is small. */
class OverloadIT {

    private static final Path JAR = Path.of(System.getProperty("sluice.jar"));

    /** Customer.io gives up after this. */
    private static final Duration SENDERS_PATIENCE = Duration.ofSeconds(4);

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicBoolean stop = new AtomicBoolean();
    private AmplitudeSandbox sandbox;

    @BeforeEach
    void startSandbox() {
        sandbox = new AmplitudeSandbox(vertx, SandboxOptions.forApiKey("overload-key"));
        sandbox.start().toCompletionStage().toCompletableFuture().join();
    }

    @AfterEach
    void closeVertx() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private SluiceProcess start(String maxBytes) throws IOException {
        Files.writeString(folder.resolve("sluice.json"), """
                {"ingest":{"port":0},"journal":{"path":"sluice.db","maxBytes":"%s"},
                 "destinations":[{"id":"amplitude","plugin":"amplitude",
                   "settings":{"apiKey":"overload-key","endpoint":"%s"},
                   "batch":{"lingerMillis":20},"delivery":{"timeoutMillis":500}}],
                 "management":{"port":0}}
                """.formatted(maxBytes, sandbox.batchUri()));
        return SluiceProcess.start(JAR, folder, List.of("-Xmx256m"), List.of("run", "-c", "sluice.json"));
    }

    private List<Thread> startSenders(URI target) {
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread sender = new Thread(() -> send(target));
            sender.start();
            senders.add(sender);
        }
        return senders;
    }

    /** Each webhook again until it is taken, as Customer.io does, only sooner. */
    private void send(URI target) {
        String padding = "x".repeat(4_000);
        while (!stop.get()) {
            String id = "e" + numbers.incrementAndGet();
            HttpRequest request = HttpRequest.newBuilder(target)
                    .header("Content-Type", "application/json")
                    .timeout(SENDERS_PATIENCE)
                    .POST(HttpRequest.BodyPublishers.ofString("{\"event_id\":\"" + id
                            + "\",\"object_type\":\"email\",\"metric\":\"sent\",\"data\":{\"customer_id\":\"u" + id
                            + "\","
                            + "\"padding\":\"" + padding + "\"}}"))
                    .build();
            int status = 0;
            while (status != 200 && !stop.get()) {
                status = post(request);
            }
            if (status == 200) {
                acknowledged.add(id);
            }
        }
    }

    private int post(HttpRequest request) {
        try {
            HttpResponse<Void> answer = http.send(request, HttpResponse.BodyHandlers.discarding());
            statuses.add(answer.statusCode());
            if (answer.statusCode() == 503
                    && answer.headers().firstValue("Retry-After").isPresent()) {
                refused.incrementAndGet();
            }
            return answer.statusCode();
        } catch (IOException | InterruptedException failure) {
            statuses.add(-1);
            return -1;
        }
    }

    private int health(SluiceProcess sluice, String path) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(sluice.management().resolve(path))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private Set<String> arrived() {
        return sandbox.events().stream()
                .map(event -> event.path("insert_id").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void aFullJournalRefusesWith503AndGoesOnByItselfWhenTheDestinationIsBack() throws Exception {
        sandbox.failAlways(Fault.hangs());
        try (SluiceProcess sluice = start("16MiB")) {
            List<Thread> senders = startSenders(sluice.webhooks());
            while (refused.get() < 500 && !sluice.endsWithin(Duration.ZERO)) {
                Thread.onSpinWait();
            }
            assertThat(health(sluice, "/health/live")).isEqualTo(200);
            assertThat(health(sluice, "/health/ready")).as("full").isEqualTo(503);
            int whenFull = acknowledged.size();

            sandbox.mend();
            while (acknowledged.size() < whenFull + 5_000 && !sluice.endsWithin(Duration.ZERO)) {
                Thread.onSpinWait();
            }
            stop.set(true);
            for (Thread sender : senders) {
                sender.join();
            }
            sandbox.awaitIngested(acknowledged.size(), SluiceProcess.LIMIT);
            assertThat(sluice.terminate()).isZero();
            assertThat(sluice.output()).doesNotContain("OutOfMemoryError");
        }
        assertThat(statuses).as("only these answers, and each in time").containsExactlyInAnyOrder(200, 503);
        assertThat(arrived()).containsAll(acknowledged);
    }

    @Test
    void aBacklogFarBeyondTheHeapCostsDiskOnly() throws Exception {
        sandbox.failAlways(Fault.hangs());
        int events = Integer.getInteger("overload.events", 70_000);
        try (SluiceProcess sluice = start("4GiB")) {
            List<Thread> senders = startSenders(sluice.webhooks());
            while (acknowledged.size() < events && !sluice.endsWithin(Duration.ZERO)) {
                Thread.onSpinWait();
            }
            stop.set(true);
            for (Thread sender : senders) {
                sender.join();
            }
            assertThat(health(sluice, "/health/ready")).isEqualTo(200);
            sluice.kill();
            assertThat(sluice.output()).doesNotContain("OutOfMemoryError");
        }
        assertThat(statuses).as("nobody is refused or kept waiting").containsExactly(200);
        sandbox.mend();
        try (SluiceProcess sluice = start("4GiB")) {
            sluice.webhooks();
            sandbox.awaitIngested(acknowledged.size(), SluiceProcess.LIMIT);
            assertThat(sluice.terminate()).isZero();
        }
        assertThat(arrived()).containsAll(acknowledged);
    }
}
