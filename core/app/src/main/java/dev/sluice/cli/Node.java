package dev.sluice.cli;

import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.HazelcastCluster;
import dev.sluice.cluster.Member;
import dev.sluice.config.ClusterConfig.Role;
import dev.sluice.config.LoadedConfig;
import dev.sluice.config.SluiceConfig;
import dev.sluice.management.ManagementServer;
import dev.sluice.plugin.PluginRegistry;
import dev.sluice.relay.Relay;
import dev.sluice.reload.ConfigSource;
import dev.sluice.reload.ConfigWatch;
import dev.sluice.server.PortProbe;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.BindException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A relay with its management server in this process, started and stopped by blocking calls. */
final class Node implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    /** Beyond the grace given to deliveries, for closing the journal and the ports. */
    private static final long CLOSING_SECONDS = 10;

    /** How a node without others is named. */
    private static final String ALONE = "alone";

    private final Cluster cluster;
    private final Relay relay;
    private final ManagementServer management;
    private volatile Optional<ConfigWatch> watch = Optional.empty();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);

    private Node(Cluster cluster, Relay relay, ManagementServer management) {
        this.cluster = cluster;
        this.relay = relay;
        this.management = management;
    }

    /** How a node comes to its journal and its ports. */
    enum Start {
        /** They are free. */
        FRESH,
        /** Another node has them and is asked to hand them over. */
        TAKEOVER
    }

    /** Starts everything, or fails with a sentence that says what to do and leaves nothing running. */
    static Node start(LoadedConfig loaded, PluginRegistry plugins, Start how) throws InterruptedException {
        SluiceConfig config = loaded.config();
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        measureProcess(registry);
        try {
            Cluster cluster = await(cluster(config));
            try {
                Relay relay = await(relay(cluster, loaded, plugins, registry, how));
                try {
                    ManagementServer management =
                            await(ManagementServer.start(cluster.vertx(), config.management(), relay, registry));
                    return new Node(cluster, relay, management);
                } catch (ExecutionException failure) {
                    await(relay.stop().otherwiseEmpty());
                    throw failure;
                }
            } catch (ExecutionException failure) {
                await(cluster.leave().otherwiseEmpty());
                throw failure;
            }
        } catch (ExecutionException failure) {
            throw new IllegalStateException(sentence(failure.getCause(), config), failure.getCause());
        }
    }

    private static Future<Cluster> cluster(SluiceConfig config) {
        VertxOptions options = new VertxOptions().setPreferNativeTransport(true);
        return config.cluster()
                .map(cluster -> HazelcastCluster.join(options, cluster, Version.ofJar()))
                .orElseGet(() -> Future.succeededFuture(
                        Cluster.alone(Vertx.vertx(options), new Member(ALONE, config.roles(), Version.ofJar()))));
    }

    private static Future<Relay> relay(
            Cluster cluster, LoadedConfig loaded, PluginRegistry plugins, PrometheusMeterRegistry registry, Start how) {
        if (how == Start.TAKEOVER) {
            return cluster.vertx().isNativeTransportEnabled()
                    ? Relay.takeOver(cluster, loaded, plugins, registry, Clock.systemUTC())
                    : Future.failedFuture("ports can't be shared with another process on this system, which --takeover"
                            + " needs; stop the other process, then start this one without it");
        }
        SluiceConfig config = loaded.config();
        try {
            if (config.roles().contains(Role.INGEST)) {
                PortProbe.check(config.ingest().host(), config.ingest().port());
            }
            PortProbe.check(config.management().host(), config.management().port());
        } catch (IOException taken) {
            return Future.failedFuture(taken);
        }
        return Relay.start(cluster, loaded, plugins, registry, Clock.systemUTC());
    }

    /** From now on the node changes with what it was started with. */
    void watch(ConfigSource source) {
        ConfigWatch started = new ConfigWatch(cluster.vertx(), source, relay);
        started.start();
        watch = Optional.of(started);
    }

    /** Looks for changes now. */
    void reload() {
        watch.ifPresent(ConfigWatch::reload);
    }

    int ingestPort() {
        return relay.ingestPort();
    }

    int managementPort() {
        return management.port();
    }

    /** What to do when the process is told to end: stop everything, clean up, and exit with 0. */
    Thread shutdown(Runnable cleanUp) {
        return new Thread(
                () -> {
                    boolean byItself = stopped.getCount() == 0;
                    close();
                    cleanUp.run();
                    if (!byItself) {
                        // A process that ends by a signal exits with 128 and the signal's number; a drained one exits
                        // with 0.
                        Runtime.getRuntime().halt(0);
                    }
                },
                "sluice-shutdown");
    }

    /** Stops everything; blocks until it has, or the grace is over. */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        Future<Void> watched = watch.map(ConfigWatch::stop).orElseGet(Future::succeededFuture);
        try {
            within(
                    relay.grace().toSeconds() + CLOSING_SECONDS,
                    relay.handOver().eventually(() -> watched).eventually(management::stop));
            // On its own: what comes before may be told on an event loop, which this one ends.
            within(CLOSING_SECONDS, cluster.leave());
            relay.plugins().close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception late) {
            LOG.warn("Stopping did not end in time; the journal keeps what is left", late);
        } finally {
            stopped.countDown();
        }
    }

    private static void measureProcess(PrometheusMeterRegistry registry) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        JvmGcMetrics collections = new JvmGcMetrics();
        collections.bindTo(registry);
        registry.config().onMeterRemoved(meter -> collections.close());
    }

    private static void within(long seconds, Future<Void> future) throws Exception {
        future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
    }

    private static <T> T await(Future<T> future) throws InterruptedException, ExecutionException {
        return future.toCompletionStage().toCompletableFuture().get();
    }

    private static String sentence(Throwable failure, SluiceConfig config) {
        if (failure instanceof BindException) {
            return "a port can't be bound (ingest wants " + config.ingest().host() + ":"
                    + config.ingest().port() + ", management "
                    + config.management().host() + ":"
                    + config.management().port() + "): " + failure.getMessage()
                    + "; stop what uses it, or set /ingest/port or /management/port";
        }
        return String.valueOf(failure.getMessage());
    }
}
