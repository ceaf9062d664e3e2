package dev.sluice.testkit.scale;

import dev.sluice.testkit.amplitude.AmplitudeSandbox;
import dev.sluice.testkit.amplitude.SandboxOptions;
import dev.sluice.testkit.load.AckLatency;
import dev.sluice.testkit.load.LoadSenders;
import dev.sluice.testkit.load.NumberedEvents;
import dev.sluice.testkit.process.SluiceProcess;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Real nodes of the jar at work, one, two, three …: what an event costs in processor time from webhook to delivery. Each measurement
 * is taken warm, after as many events again. Blocks the calling thread.
 */
public final class ScaleCampaign {

    private static final List<String> JVM = List.of("-Xmx256m");

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final ScaleOptions options;
    private final Consumer<String> progress;
    private final NumberedEvents events;

    /** @param progress told in a line what happens */
    public ScaleCampaign(ScaleOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
        events = new NumberedEvents(options.eventBytes());
    }

    /**
     * Measures.
     *
     * @throws IllegalStateException where a node does not come up or events do not arrive, with its output
     */
    public ScaleReport run() throws IOException, InterruptedException {
        Vertx vertx = Vertx.vertx();
        AmplitudeSandbox sandbox = new AmplitudeSandbox(
                vertx, SandboxOptions.forApiKey(ScaleNodes.API_KEY).keeping(10_000));
        sandbox.onIngested(event -> events.arrive(event.path("insert_id").asText()));
        try {
            sandbox.start().toCompletionStage().toCompletableFuture().join();
            List<ScaleReport.Row> rows = new ArrayList<>();
            for (int count : options.nodes()) {
                ScaleReport.Row row = measure(vertx, sandbox.batchUri(), count);
                progress.accept(row.toString());
                rows.add(row);
            }
            return new ScaleReport(rows);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private ScaleReport.Row measure(Vertx vertx, URI endpoint, int count) throws IOException, InterruptedException {
        ScaleNodes plan = new ScaleNodes(options, endpoint, count);
        List<SluiceProcess> nodes = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                Path folder = Files.createDirectories(options.folder().resolve(count + "-nodes/" + plan.name(i)));
                Files.writeString(folder.resolve("sluice.json"), plan.json(i));
                nodes.add(SluiceProcess.start(options.jar(), folder, JVM, List.of("run", "-c", "sluice.json")));
            }
            post(vertx, nodes);
            Duration nodesBefore = processorTime(nodes);
            Duration brokerBefore = brokerTime();
            int before = events.acknowledged();
            long start = System.nanoTime();
            post(vertx, nodes);
            return new ScaleReport.Row(
                    count,
                    events.acknowledged() - before,
                    Duration.ofNanos(System.nanoTime() - start),
                    processorTime(nodes).minus(nodesBefore),
                    brokerTime().minus(brokerBefore));
        } finally {
            nodes.forEach(SluiceProcess::signal);
            for (SluiceProcess node : nodes) {
                node.exit();
            }
        }
    }

    /** Posts each node's events, and waits until all have arrived. */
    private void post(Vertx vertx, List<SluiceProcess> nodes) throws InterruptedException {
        int goal = events.acknowledged() + options.events() * nodes.size();
        List<LoadSenders> senders = new ArrayList<>();
        try {
            for (SluiceProcess node : nodes) {
                senders.add(new LoadSenders(
                        vertx, node.webhooks(), options.senders(), events, new AckLatency(), options.pace()));
            }
            nodes.get(0).awaitTrue("events are acknowledged", LIMIT, () -> events.acknowledged() >= goal);
        } finally {
            senders.forEach(LoadSenders::close);
        }
        nodes.get(0).awaitTrue("all events arrive", LIMIT, () -> events.missing() == 0);
    }

    private static Duration processorTime(List<SluiceProcess> nodes) {
        return nodes.stream().map(SluiceProcess::processorTime).reduce(Duration.ZERO, Duration::plus);
    }

    private Duration brokerTime() {
        return options.brokerProcess()
                .flatMap(broker -> broker.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }
}
