package dev.sluice.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.ConfigLoader;
import dev.sluice.config.Environment;
import dev.sluice.config.LoadedConfig;
import dev.sluice.plugin.PluginRegistry;
import dev.sluice.testkit.amplitude.AmplitudeSandbox;
import dev.sluice.testkit.amplitude.SandboxOptions;
import dev.sluice.testkit.customerio.WebhookSender;
import dev.sluice.testkit.customerio.Webhooks;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: the real relay between generated webhooks and a sandbox of Amplitude, all in this process. */
@Command(
        name = "demo",
        description =
                "Runs the relay with generated webhooks and a sandbox of Amplitude, and shows each event in and out."
                        + " Needs no account and leaves nothing behind.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final String API_KEY = "demo-api-key";
    private static final String SIGNING_KEY = "demo-signing-key";
    /** The sandbox remembers so many ids to tell duplicates by. */
    private static final int SANDBOX_MEMORY = 10_000;

    private static final Duration ARRIVAL_LIMIT = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Stop after so many webhooks; 0 goes on until Ctrl-C (the default).")
    private int count;

    @Option(
            names = "--pause",
            paramLabel = "MILLIS",
            description = "Pause between two webhooks (default: ${DEFAULT-VALUE}).",
            defaultValue = "250")
    private long pauseMillis;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The port for webhooks; 0 takes a free one (the default).")
    private int port;

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("sluice-demo");
        Vertx vertx = Vertx.vertx();
        try {
            AmplitudeSandbox sandbox = new AmplitudeSandbox(
                    vertx, SandboxOptions.forApiKey(API_KEY).keeping(SANDBOX_MEMORY));
            await(sandbox.start());
            PluginRegistry plugins = PluginRegistry.load(DemoCommand.class.getClassLoader());
            LoadedConfig loaded = new ConfigLoader(plugins.byName(), Environment.EMPTY)
                    .loadText("demo", config(folder, sandbox.batchUri()));
            try (Node node = Node.start(loaded, plugins, Node.Start.FRESH)) {
                Runtime.getRuntime().addShutdownHook(node.shutdown(() -> TemporaryFolder.delete(folder)));
                play(vertx, node, sandbox);
            }
        } finally {
            await(vertx.close());
            TemporaryFolder.delete(folder);
        }
        return 0;
    }

    private void play(Vertx vertx, Node node, AmplitudeSandbox sandbox) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        URI target = URI.create("http://127.0.0.1:" + node.ingestPort() + "/webhooks/customerio");
        out.println("Webhooks are received at  " + target + ", signed with " + SIGNING_KEY);
        out.println("Amplitude is played by    " + sandbox.batchUri());
        out.println(
                "Health and metrics are at http://127.0.0.1:" + node.managementPort() + "/health/ready and /metrics");
        out.println("Stop with Ctrl-C.");
        CountDownLatch arrived = new CountDownLatch(count);
        sandbox.onIngested(event -> {
            tell(
                    out,
                    "out",
                    event.path("event_type").asText(),
                    event.path("insert_id").asText());
            arrived.countDown();
        });
        WebhookSender sender = new WebhookSender(vertx, target, Optional.of(SIGNING_KEY));
        Webhooks webhooks = Webhooks.ofIdentifiedPeople(System.nanoTime(), Instant.now());
        Iterator<ObjectNode> first = webhooks.all().iterator();
        for (long sent = 0; count == 0 || sent < count; sent++) {
            ObjectNode webhook = first.hasNext() ? first.next() : webhooks.next();
            WebhookSender.Answer reply = await(sender.send(webhook.toString().getBytes(StandardCharsets.UTF_8)));
            String name = webhook.path("object_type").asText() + "."
                    + webhook.path("metric").asText();
            tell(out, "in " + reply.status(), name, webhook.path("event_id").asText());
            TimeUnit.MILLISECONDS.sleep(pauseMillis);
        }
        arrived.await(ARRIVAL_LIMIT.toSeconds(), TimeUnit.SECONDS);
        out.println(count + " webhooks in, " + (count - arrived.getCount()) + " events out");
        out.flush();
    }

    private static void tell(PrintWriter out, String way, String name, String id) {
        out.printf("%-7s %-50s %s%n", way, name, id);
        out.flush();
    }

    private String config(Path folder, URI amplitude) {
        return """
                {"ingest": {"port": %d, "customerio": {"signingKeys": ["%s"]}},
                 "journal": {"path": "%s", "maxBytes": "1GiB"},
                 "destinations": [{"id": "amplitude", "plugin": "amplitude",
                   "settings": {"apiKey": "%s", "endpoint": "%s", "bodyContent": true},
                   "batch": {"lingerMillis": 200}}],
                 "management": {"port": 0}, "shutdown": {"graceSeconds": 5}}
                """.formatted(
                port, SIGNING_KEY, folder.resolve("sluice.db").toString().replace("\\", "\\\\"), API_KEY, amplitude);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get();
    }
}
