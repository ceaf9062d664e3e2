package dev.sluice.testkit.campaign;

import dev.sluice.testkit.amplitude.AmplitudeSandbox;
import dev.sluice.testkit.amplitude.Fault;
import dev.sluice.testkit.amplitude.SandboxOptions;
import dev.sluice.testkit.load.AckLatency;
import dev.sluice.testkit.load.AckLatency.Slice;
import dev.sluice.testkit.load.LoadSenders;
import dev.sluice.testkit.load.NumberedEvents;
import dev.sluice.testkit.process.SluiceProcess;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One run: the real jar on a small heap, senders that post without pause, and a destination that takes nothing. First for a while
 * with all the disk there is; then, killed and started again, until the journal is full; then the destination comes back, and all
 * that was acknowledged has to arrive. Blocks the calling thread.
 */
public final class OverloadCampaign {

    private static final String API_KEY = "overload-key";

    /** What every relay is promised to do with. */
    private static final int HEAP_MEBIBYTES = 256;

    private static final int SLICES = 10;
    private static final int WARM_UP_EVENTS = 2_000;

    /** What the journal may hold beyond the backlog, in the second part. */
    private static final long MORE_BYTES = 32L << 20;

    private static final int REFUSALS = 500;
    private static final int EVENTS_AFTER = 1_000;

    /** Of the first half's; what the machine does beside is in it. */
    private static final int SMALL_FACTOR = 3;

    /** Under this, latency is not told from the machine's noise. */
    private static final Duration NOISE = Duration.ofMillis(20);

    private static final Set<String> GOOD_ANSWERS = Set.of("200", "503");

    private final OverloadOptions options;
    private final Consumer<String> progress;
    private final NumberedEvents events;
    private final AckLatency latency = new AckLatency();
    private final Map<String, Long> answers = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private long peakMemory;

    /** @param progress told in a line what happens */
    public OverloadCampaign(OverloadOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
        events = new NumberedEvents(options.eventBytes());
    }

    /**
     * Runs the campaign.
     *
     * @throws IllegalStateException where the process does not come up, ends, or never drains, with its output
     */
    public OverloadReport run() throws IOException, InterruptedException {
        Vertx vertx = Vertx.vertx();
        // The events that arrive are accounted for one by one; the sandbox need not keep them.
        AmplitudeSandbox sandbox =
                new AmplitudeSandbox(vertx, SandboxOptions.forApiKey(API_KEY).keeping(10_000));
        sandbox.onIngested(event -> events.arrive(event.path("insert_id").asText()));
        try {
            sandbox.start().toCompletionStage().toCompletableFuture().join();
            sandbox.failAlways(Fault.hangs());
            pileUp(vertx, sandbox);
            return fillAndDrain(vertx, sandbox);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private void pileUp(Vertx vertx, AmplitudeSandbox sandbox) throws IOException, InterruptedException {
        try (SluiceProcess sluice = start(sandbox, "1TiB");
                LoadSenders senders = senders(vertx, sluice)) {
            sluice.awaitTrue("senders are answered", () -> events.acknowledged() >= WARM_UP_EVENTS);
            latency.cut();
            for (int slice = 0; slice < SLICES; slice++) {
                boolean ended = sluice.endsWithin(options.length().dividedBy(SLICES));
                check(!ended, () -> "the process ended under load:\n" + sluice.output());
                Slice cut = latency.cut();
                progress.accept(cut + "; " + events.acknowledged() + " events acknowledged");
            }
            sluice.awaitTrue("the backlog is larger than the heap", () -> journalBytes() >> 20 > HEAP_MEBIBYTES);
            checkHealth(sluice, "/health/live", 200);
            checkHealth(sluice, "/health/ready", 200);
            peakMemory = sluice.peakMemoryBytes();
            senders.stop();
            sluice.kill();
            end(sluice, senders);
        }
        List<Slice> slices = slices();
        List<Slice> early = slices.subList(0, SLICES / 2);
        List<Slice> late = slices.subList(SLICES / 2, SLICES);
        checkFlat("median", median(early, Slice::median), median(late, Slice::median));
        checkFlat("p99", median(early, Slice::p99), median(late, Slice::p99));
    }

    /** Of several slices, so that one in which the machine was busy with something else decides nothing. */
    private static Duration median(List<Slice> slices, Function<Slice, Duration> value) {
        List<Duration> sorted = slices.stream().map(value).sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private void checkFlat(String what, Duration early, Duration late) {
        Duration bound = (early.compareTo(NOISE) > 0 ? early : NOISE).multipliedBy(SMALL_FACTOR);
        check(late.compareTo(bound) <= 0, () -> "latency grew: its " + what + " from " + early + " to " + late);
    }

    private OverloadReport fillAndDrain(Vertx vertx, AmplitudeSandbox sandbox)
            throws IOException, InterruptedException {
        long backlog = journalBytes();
        long started = System.nanoTime();
        try (SluiceProcess sluice = start(sandbox, Long.toString(backlog + MORE_BYTES))) {
            sluice.webhooks();
            Duration restart = Duration.ofNanos(System.nanoTime() - started);
            try (LoadSenders senders = senders(vertx, sluice)) {
                sluice.awaitTrue("the journal is full", () -> senders.answered("503") >= REFUSALS);
                checkHealth(sluice, "/health/live", 200);
                checkHealth(sluice, "/health/ready", 503);
                progress.accept(
                        "the journal is full at " + (journalBytes() >> 20) + " MiB; the destination comes back");
                sandbox.mend();
                long mended = System.nanoTime();
                int before = events.missing();
                int acknowledged = events.acknowledged();
                sluice.awaitTrue("ingest goes on", () -> events.acknowledged() >= acknowledged + EVENTS_AFTER);
                senders.stop();
                drain(sluice);
                long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - mended));
                check(sluice.terminate() == 0, () -> "SIGTERM ended the process otherwise:\n" + sluice.output());
                end(sluice, senders);
                return new OverloadReport(
                        slices(),
                        events.acknowledged(),
                        backlog,
                        peakMemory,
                        restart,
                        (before + EVENTS_AFTER) / seconds,
                        answers,
                        faults);
            }
        }
    }

    /** For as long as something arrives. */
    private void drain(SluiceProcess sluice) throws InterruptedException {
        for (int left = events.missing(); left > 0; left = events.missing()) {
            int before = left;
            sluice.awaitTrue("the backlog drains", () -> events.missing() < before);
        }
    }

    private void end(SluiceProcess sluice, LoadSenders senders) {
        senders.answers().forEach((answer, count) -> answers.merge(answer, count, Long::sum));
        check(!sluice.output().contains("OutOfMemoryError"), () -> "the heap was too small:\n" + sluice.output());
        List<String> bad = senders.answers().keySet().stream()
                .filter(answer -> !GOOD_ANSWERS.contains(answer))
                .toList();
        check(bad.isEmpty(), () -> "senders were answered " + bad);
    }

    private void checkHealth(SluiceProcess sluice, String path, int expected) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(sluice.management().resolve(path))
                .timeout(SluiceProcess.LIMIT)
                .build();
        int status = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
        check(status == expected, () -> path + " answered " + status + " in place of " + expected);
    }

    private LoadSenders senders(Vertx vertx, SluiceProcess sluice) throws InterruptedException {
        return new LoadSenders(vertx, sluice.webhooks(), options.senders(), events, latency);
    }

    private SluiceProcess start(AmplitudeSandbox sandbox, String maxBytes) throws IOException {
        Files.writeString(
                options.folder().resolve("sluice.json"), """
                {"ingest": {"port": 0}, "journal": {"path": "sluice.db", "maxBytes": "%s"},
                 "destinations": [{"id": "amplitude", "plugin": "amplitude",
                   "settings": {"apiKey": "%s", "endpoint": "%s"}, "delivery": {"timeoutMillis": 2000}}],
                 "management": {"port": 0}}
                """.formatted(maxBytes, API_KEY, sandbox.batchUri()));
        return SluiceProcess.start(
                options.jar(),
                options.folder(),
                List.of("-Xmx" + HEAP_MEBIBYTES + "m"),
                List.of("run", "-c", "sluice.json"));
    }

    private long journalBytes() throws IOException {
        return Files.size(options.folder().resolve("sluice.db"));
    }

    /** Without the warm-up. */
    private List<Slice> slices() {
        return latency.slices().subList(1, SLICES + 1);
    }

    private void check(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            faults.add(otherwise.get());
        }
    }
}
