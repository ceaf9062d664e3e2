package dev.sluice.relay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.ConfigLoader;
import dev.sluice.config.DestinationConfig;
import dev.sluice.config.Environment;
import dev.sluice.config.LoadedConfig;
import dev.sluice.journal.Journal;
import dev.sluice.journal.JournalStatus;
import dev.sluice.plugin.PluginRegistry;
import dev.sluice.testkit.amplitude.AmplitudeSandbox;
import dev.sluice.testkit.amplitude.SandboxLimits;
import dev.sluice.testkit.amplitude.SandboxOptions;
import dev.sluice.testkit.customerio.WebhookSender;
import dev.sluice.testkit.customerio.Webhooks;
import dev.sluice.testkit.sender.Exchange;
import dev.sluice.testkit.sender.WebhookExchange;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The real relay between a sender and a sandbox, over HTTP. */
final class RunningRelay implements AutoCloseable {

    static final String API_KEY = "sandbox-key-1234";
    static final String SIGNING_KEY = "signing-key-1234";
    private static final Duration POLL = Duration.ofMillis(10);

    static final Duration LIMIT = Duration.ofSeconds(60);
    static final Instant START = Instant.parse("2026-10-01T12:00:00Z");

    final Vertx vertx = Vertx.vertx();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final AmplitudeSandbox sandbox;
    private final Path folder;
    private Clock clock = Clock.systemUTC();
    private UnaryOperator<Journal> wrapped = journal -> journal;
    private String destinations = "";
    private String ingest = "";
    private String journalBytes = "256MiB";
    private String journal = "";
    private String sendersKey = SIGNING_KEY;
    private Vertx relayVertx;
    private Relay relay;
    private Future<Void> stopping;
    private WebhookSender sender;

    RunningRelay(Path folder) {
        this(folder, SandboxLimits.DOCUMENTED);
    }

    RunningRelay(Path folder, SandboxLimits limits) {
        this.folder = folder;
        sandbox = new AmplitudeSandbox(vertx, SandboxOptions.forApiKey(API_KEY).withLimits(limits));
        await(sandbox.start());
    }

    static List<ObjectNode> webhooks(int count) {
        Webhooks webhooks = Webhooks.ofIdentifiedPeople(7, START);
        return Stream.generate(webhooks::next).limit(count).toList();
    }

    static Set<String> ids(List<ObjectNode> webhooks) {
        return webhooks.stream()
                .map(webhook -> webhook.path("event_id").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The ids of the events that Amplitude took in. */
    Set<String> arrived() {
        return sandbox.events().stream()
                .map(event -> event.path("insert_id").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A destination's configuration for the sandbox, with more settings and more keys. */
    static String destination(String id, URI endpoint, String settings, String more) {
        String batch = more.contains("\"batch\"") ? "" : ",\"batch\":{\"maxEvents\":50,\"lingerMillis\":20}";
        return """
                {"id":"%s","plugin":"amplitude","settings":{"apiKey":"%s","endpoint":"%s"%s}%s%s}""".formatted(id, API_KEY, endpoint, settings, batch, more);
    }

    /** Bounds the journal, from the next start on. */
    RunningRelay withJournalOf(String bytes) {
        journalBytes = bytes;
        return this;
    }

    /** Keeps the journal elsewhere than in a file, from the next start on. */
    RunningRelay withJournal(String keys) {
        journal = keys;
        return this;
    }

    /** Bounds the bodies that are taken, from the next start on. */
    RunningRelay withBodiesUpTo(String bytes) {
        return withIngest("\"maxBodyBytes\":\"" + bytes + "\"");
    }

    /** Configures ingest, from the next start on. */
    RunningRelay withIngest(String keys) {
        ingest = "," + keys;
        return this;
    }

    /** Lets the relay go by this clock. */
    void onClock(Clock other) {
        clock = other;
    }

    /** Puts something between the relay and its journal. */
    void onJournal(UnaryOperator<Journal> wrap) {
        wrapped = wrap;
    }

    /** Starts with one destination and these further keys of it. */
    RunningRelay start(String more) {
        return startWith(destination("amplitude", sandbox.batchUri(), "", more));
    }

    RunningRelay startWith(String... configured) {
        destinations = String.join(",", configured);
        return restart();
    }

    /** Starts, or starts again on the same journal. */
    RunningRelay restart() {
        PluginRegistry plugins = PluginRegistry.load(RunningRelay.class.getClassLoader());
        LoadedConfig loaded = new ConfigLoader(plugins.byName(), Environment.EMPTY).loadText("test", """
                        {"ingest":{"port":0,"customerio":{"signingKeys":["%s"]}%s},"journal":{%s,"maxBytes":"%s"},
                         "destinations":[%s],"management":{"port":0},"shutdown":{"graceSeconds":10}}
                        """.formatted(
                        SIGNING_KEY,
                        ingest,
                        journal.isEmpty() ? "\"path\":\"" + database() + "\"" : journal,
                        journalBytes,
                        destinations));
        relayVertx = Vertx.vertx();
        Journal journal = wrapped.apply(JournalStore.open(
                loaded.config().journal(),
                loaded.config().destinations().stream()
                        .map(DestinationConfig::id)
                        .toList()));
        relay = await(Relay.startOn(journal, Relay.alone(relayVertx, loaded), loaded, plugins, meters, clock));
        stopping = null;
        return signWith(sendersKey);
    }

    /** Has the sender sign with this key from now on. */
    RunningRelay signWith(String key) {
        sendersKey = key;
        sender = new WebhookSender(
                vertx, URI.create("http://127.0.0.1:" + relay.ingestPort() + "/webhooks/customerio"), Optional.of(key));
        return this;
    }

    /** Posts to the relay as it runs at each call; after a restart too, though its port is another one then. */
    Exchange exchange() {
        return body -> new WebhookExchange(sender).post(body);
    }

    /** Returns at once; from now on webhooks are refused, while requests under way are waited for. */
    void beginToStop() {
        stopping = relay.stop();
    }

    void stop() {
        if (stopping == null) {
            beginToStop();
        }
        await(stopping);
        await(relayVertx.close());
        relay = null;
    }

    Relay relay() {
        return relay;
    }

    /** Posts webhooks, each in a request of its own, and expects each to be answered 200. */
    void post(List<ObjectNode> webhooks) {
        List<Future<WebhookSender.Answer>> replies = new ArrayList<>();
        for (ObjectNode webhook : webhooks) {
            replies.add(sender.send(webhook.toString().getBytes(StandardCharsets.UTF_8)));
        }
        for (Future<WebhookSender.Answer> reply : replies) {
            int status = await(reply).status();
            if (status != 200) {
                throw new AssertionError("answered " + status);
            }
        }
    }

    WebhookSender.Answer post(String body) {
        return await(sender.send(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** Waits until a destination has settled everything that was accepted. */
    void awaitSettled(String destination) {
        awaitTrue("everything settled by " + destination, () -> {
            JournalStatus status = relay.journal().status();
            return status.cursors().get(destination).equals(status.endOffsets());
        });
    }

    static void awaitTrue(String what, BooleanSupplier condition) {
        Awaitility.await(what).pollInterval(POLL).atMost(LIMIT).until(condition::getAsBoolean);
    }

    double events(String destination, String outcome) {
        return count("sluice.lane.events", "destination", destination, "outcome", outcome);
    }

    double filtered(String reason) {
        return count("sluice.lane.filtered", "destination", "amplitude", "reason", reason);
    }

    private double count(String name, String... tags) {
        Counter counter = meters.find(name).tags(tags).counter();
        return counter == null ? 0 : counter.count();
    }

    /** The reasons of a source's dead letters, in order. */
    List<String> deadLetters(String source, String columns) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT " + columns + " FROM dead_letters WHERE source = '" + source + "' ORDER BY id")) {
            List<String> letters = new ArrayList<>();
            while (rows.next()) {
                letters.add(rows.getString(1));
            }
            return letters;
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private Path database() {
        return folder.resolve("sluice.db");
    }

    @Override
    public void close() {
        if (relay != null) {
            stop();
        }
        await(vertx.close());
    }
}
