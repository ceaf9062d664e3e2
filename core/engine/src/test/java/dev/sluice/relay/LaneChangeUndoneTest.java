package dev.sluice.relay;

import static dev.sluice.journal.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sluice.config.ConfigLoader;
import dev.sluice.config.DestinationConfig;
import dev.sluice.config.Environment;
import dev.sluice.config.LoadedConfig;
import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.Journal;
import dev.sluice.lane.Lane;
import dev.sluice.plugin.PluginRegistry;
import dev.sluice.testkit.customerio.WebhookBuilder;
import dev.sluice.testkit.stranger.Courier;
import dev.sluice.testkit.stranger.CourierInbox;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change that fails, since the real journal behind it refuses one call. */
class LaneChangeUndoneTest {

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CourierInbox inbox = new CourierInbox(vertx);
    private volatile String failing = "";
    private PluginRegistry plugins;
    private Relay relay;

    @BeforeEach
    void start() throws IOException {
        await(inbox.start());
        Courier.version("1")
                .jar()
                .write(Files.createDirectory(folder.resolve("jars")).resolve("courier.jar"));
        plugins = PluginRegistry.of(List.of()).withJarsOf(folder.resolve("jars"));
        LoadedConfig loaded = loaded(courier("a", 1), courier("b", 1));
        Journal journal = failing(JournalStore.open(
                loaded.config().journal(),
                loaded.config().destinations().stream()
                        .map(DestinationConfig::id)
                        .toList()));
        relay = await(Relay.startOn(journal, Relay.alone(vertx, loaded), loaded, plugins, meters, Clock.systemUTC()));
    }

    @AfterEach
    void stop() {
        await(relay.stop());
        await(vertx.close());
        plugins.close();
    }

    private String courier(String id, int concurrency) {
        return """
                {"id":"%s","plugin":"courier","settings":{"endpoint":"%s"},"batch":{"lingerMillis":5},
                 "delivery":{"concurrency":%d}}""".formatted(id, inbox.uri(), concurrency);
    }

    private LoadedConfig loaded(String... destinations) {
        return new ConfigLoader(plugins, Environment.EMPTY)
                .loadText("test", """
                        {"ingest":{"port":0},"journal":{"path":"%s"},"destinations":[%s]}
                        """.formatted(folder.resolve("sluice.db"), String.join(",", destinations)));
    }

    /** The journal, of which the next call of {@link #failing} fails. */
    private Journal failing(Journal journal) {
        return (Journal) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Journal.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals(failing)) {
                        failing = "";
                        return Future.failedFuture(new IOException("the test's call fails"));
                    }
                    try {
                        return method.invoke(journal, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    private void accept(String id) {
        byte[] webhook = WebhookBuilder.aWebhook().withEventId(id).json().getBytes(StandardCharsets.UTF_8);
        await(relay.journal().append(new AppendBatch(1_000, List.of(webhook), List.of())));
    }

    private void awaitArrivals(String id, long times) {
        Awaitility.await(id)
                .atMost(Duration.ofSeconds(60))
                .until(() -> arrivals(id).count() >= times);
    }

    private Stream<CourierInbox.Arrival> arrivals(String id) {
        return inbox.arrivals().stream().filter(arrival -> arrival.id().equals(id));
    }

    private void assertUndone(LoadedConfig next) {
        accept("before");
        awaitArrivals("before", 2);

        Throwable failure = catchThrowable(() -> relay.change(next, plugins).await());

        assertThat(failure).hasMessage("the test's call fails");
        assertThat(relay.lanes()).extracting(Lane::id).containsExactlyInAnyOrder("a", "b");
        accept("after");
        awaitArrivals("after", 2);
        assertThat(arrivals("after")).hasSize(2);
        assertThat(meters.getMeters())
                .noneMatch(meter -> "c".equals(meter.getId().getTag("destination")));

        // The same once more, with a journal that does what it should.
        assertThat(relay.change(next, plugins).await().isEmpty()).isFalse();
        assertThat(relay.lanes()).extracting(Lane::id).containsExactlyInAnyOrder("a", "c");
        accept("last");
        awaitArrivals("last", 2);
    }

    @Test
    void noLaneEndsWhereTheJournalCannotKeepForTheNewOnes() {
        LoadedConfig next = loaded(courier("a", 2), courier("c", 1));
        List<Lane> before = relay.lanes();
        failing = "keepFor";

        Throwable failure = catchThrowable(() -> relay.change(next, plugins).await());

        assertThat(failure).hasMessage("the test's call fails");
        assertThat(relay.lanes()).isEqualTo(before);
    }

    @Test
    void lanesBeginAgainAsTheyWereWhereANewOneCannotRead() {
        LoadedConfig next = loaded(courier("a", 2), courier("c", 1));
        failing = "openReader";

        assertUndone(next);
    }
}
