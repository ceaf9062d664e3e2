package dev.sluice.reload;

import static dev.sluice.journal.Waiting.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.config.Environment;
import dev.sluice.config.LoadedConfig;
import dev.sluice.plugin.PluginRegistry;
import dev.sluice.relay.Relay;
import dev.sluice.testkit.customerio.WebhookBuilder;
import dev.sluice.testkit.customerio.WebhookSender;
import dev.sluice.testkit.stranger.Courier;
import dev.sluice.testkit.stranger.CourierInbox;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

/** A real relay with a real file and real jars, whose changes are looked for when the test says so. */
final class RunningNode implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(10);

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(ConfigWatch.class);

    final Vertx vertx = Vertx.vertx();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final CourierInbox inbox = new CourierInbox(vertx);
    final Path folder;
    final Path jars;
    final Path file;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private ConfigSource source;
    private Relay relay;
    private ConfigWatch watch;
    private WebhookSender sender;
    private int graceSeconds = 10;
    private int posted;

    RunningNode(Path folder) throws IOException {
        this.folder = folder;
        jars = Files.createDirectory(folder.resolve("plugins"));
        file = folder.resolve("sluice.json");
        await(inbox.start());
        Courier.version("1").jar().write(jars.resolve("courier.jar"));
        log.start();
        LOG.addAppender(log);
        LOG.setLevel(Level.INFO);
    }

    /** A destination of the courier, with more keys. */
    String courier(String id, String more) {
        return courier(id, inbox, more);
    }

    static String courier(String id, CourierInbox to, String more) {
        return """
                {"id":"%s","plugin":"courier","settings":{"endpoint":"%s"},"batch":{"lingerMillis":5}%s}""".formatted(id, to.uri(), more);
    }

    RunningNode withGrace(int seconds) {
        graceSeconds = seconds;
        return this;
    }

    /** Writes the configuration; a relay that runs hears of it at the next looks. */
    RunningNode configure(String... destinations) throws IOException {
        return configureWith("", destinations);
    }

    /** The same with further keys of the first level. */
    RunningNode configureWith(String keys, String... destinations) throws IOException {
        Path written = folder.resolve("sluice.json.part");
        Files.writeString(written, """
                {"ingest":{"port":0},"journal":{"path":"%s"},"destinations":[%s],"shutdown":{"graceSeconds":%d}%s}
                """.formatted(
                        folder.resolve("sluice.db"),
                        String.join(",", destinations),
                        graceSeconds,
                        keys.isEmpty() ? "" : "," + keys));
        Files.move(written, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        return this;
    }

    RunningNode start() {
        source =
                new ConfigSource(file, new Environment(Map.of(), Map.of()), ClassLoader.getPlatformClassLoader(), jars);
        PluginRegistry plugins = await(source.plugins(vertx));
        LoadedConfig loaded = await(source.load(vertx, plugins));
        relay = await(Relay.start(vertx, loaded, plugins, meters, Clock.systemUTC()));
        watch = new ConfigWatch(vertx, source, relay);
        sender = new WebhookSender(
                vertx, URI.create("http://127.0.0.1:" + relay.ingestPort() + "/webhooks/customerio"), Optional.empty());
        return this;
    }

    /** As much time as a change needs to be seen. */
    void look() {
        await(watch.check());
        await(watch.check());
    }

    Future<Void> lookOnce() {
        return watch.check();
    }

    Future<Void> reload() {
        return watch.reload();
    }

    Relay relay() {
        return relay;
    }

    /** Posts so many webhooks, and answers their ids once they are accepted. */
    List<String> post(int count) {
        List<String> ids = new ArrayList<>();
        List<Future<WebhookSender.Answer>> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = "e" + posted++;
            ids.add(id);
            answers.add(
                    sender.send(WebhookBuilder.aWebhook().withEventId(id).json().getBytes(StandardCharsets.UTF_8)));
        }
        for (Future<WebhookSender.Answer> answer : answers) {
            int status = await(answer).status();
            if (status != 200) {
                throw new AssertionError("answered " + status);
            }
        }
        return ids;
    }

    void awaitSettled(String destination) {
        awaitTrue(
                destination + " has settled everything",
                () -> relay.journal().status().pending(destination) == 0);
    }

    static void awaitTrue(String what, BooleanSupplier condition) {
        Awaitility.await(what).pollInterval(POLL).atMost(LIMIT).until(condition::getAsBoolean);
    }

    /** What was logged of changes. */
    List<String> told() {
        return List.copyOf(log.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** Why what is on disk does not run; empty where it does. */
    String refusal() {
        return relay.configStatus().refusal().orElse("");
    }

    @Override
    public void close() {
        LOG.detachAppender(log);
        LOG.setLevel(null);
        await(watch.stop());
        await(relay.stop());
        relay.plugins().close();
        await(vertx.close());
    }
}
