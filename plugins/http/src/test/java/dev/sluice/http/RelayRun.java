package dev.sluice.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.ConfigLoader;
import dev.sluice.config.Environment;
import dev.sluice.config.LoadedConfig;
import dev.sluice.journal.JournalStatus;
import dev.sluice.plugin.PluginRegistry;
import dev.sluice.relay.Relay;
import dev.sluice.testkit.customerio.WebhookSender;
import dev.sluice.testkit.customerio.Webhooks;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The real relay with this destination alone. */
final class RelayRun implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String ID = "out";
    private static final Instant START = Instant.parse("2026-10-01T12:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final Path database;
    private final Relay relay;
    private final WebhookSender sender;

    /** @param settings JSON with single quotes */
    RelayRun(Path folder, String settings, int batchEvents) {
        database = folder.resolve("sluice.db");
        PluginRegistry plugins = PluginRegistry.load(RelayRun.class.getClassLoader());
        LoadedConfig loaded = new ConfigLoader(plugins.byName(), Environment.EMPTY)
                .loadText("test", """
                        {"ingest":{"port":0},"journal":{"path":"%s"},"management":{"port":0},
                         "destinations":[{"id":"%s","plugin":"http","settings":%s,"batch":{"maxEvents":%d,"lingerMillis":20}}]}
                        """.formatted(database, ID, settings.replace('\'', '"'), batchEvents));
        relay = await(Relay.start(vertx, loaded, plugins, new SimpleMeterRegistry(), Clock.systemUTC()));
        sender = new WebhookSender(
                vertx, URI.create("http://127.0.0.1:" + relay.ingestPort() + "/webhooks/customerio"), Optional.empty());
    }

    static List<ObjectNode> webhooks(int count) {
        Webhooks webhooks = Webhooks.ofIdentifiedPeople(7, START);
        return Stream.generate(webhooks::next).limit(count).toList();
    }

    /** One of each documented event. */
    static List<ObjectNode> everyWebhook() {
        return Webhooks.ofIdentifiedPeople(1, START).all();
    }

    static Set<String> ids(List<ObjectNode> webhooks) {
        return webhooks.stream()
                .map(webhook -> webhook.path("event_id").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Posts webhooks, and waits until each has been delivered or given up. */
    void deliver(List<ObjectNode> webhooks) {
        List<Future<WebhookSender.Answer>> replies = new ArrayList<>();
        webhooks.forEach(webhook -> replies.add(sender.send(webhook.toString().getBytes(StandardCharsets.UTF_8))));
        for (Future<WebhookSender.Answer> reply : replies) {
            if (await(reply).status() != 200) {
                throw new AssertionError("refused: " + reply.result());
            }
        }
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!isSettled()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not settled within " + LIMIT);
            }
            Thread.onSpinWait();
        }
    }

    /** Reason and detail of each dead letter. */
    List<String> deadLetters() {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT reason || ': ' || detail FROM dead_letters WHERE source = '" + ID + "' ORDER BY id")) {
            List<String> letters = new ArrayList<>();
            while (rows.next()) {
                letters.add(rows.getString(1));
            }
            return letters;
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    private boolean isSettled() {
        JournalStatus status = relay.journal().status();
        return status.cursors().get(ID).get(0).equals(status.endOffsets().get(0));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @Override
    public void close() {
        await(relay.stop());
        await(vertx.close());
    }
}
