package dev.sluice.relay;

import dev.sluice.config.DestinationConfig;
import dev.sluice.config.LoadedConfig;
import dev.sluice.config.SecretValues;
import dev.sluice.config.SluiceConfig;
import dev.sluice.ingest.Ingest;
import dev.sluice.ingest.dedupe.Dedupe;
import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.Journal;
import dev.sluice.journal.JournalInUseException;
import dev.sluice.journal.JournalVerticle;
import dev.sluice.lane.Lane;
import dev.sluice.lane.MessageCodecs;
import dev.sluice.plugin.PluginRegistry;
import dev.sluice.spi.Destination;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running node: the journal, a lane for each destination, and ingest. One for each Vert.x instance. */
public final class Relay {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private static final int EVENT_LOOPS = VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE;

    /** Whoever takes over waits for the grace of the other node at most, and some more. */
    private static final Duration LONGEST_TAKEOVER = Duration.ofSeconds(60);

    private static final long TAKEOVER_LOOK_MILLIS = 10;

    /** All of a handover has to fit into the time for which the successor can hold senders back. */
    private static final Duration SENDERS_QUIET = Duration.ofMillis(300);

    private static final Duration SENDERS_MOVED = Duration.ofMillis(1_200);
    private static final Duration HANDOVER_GRACE = Duration.ofMillis(500);

    private final Vertx vertx;
    private final SluiceConfig config;
    private final Ingest ingest;
    private final List<Lane> lanes = new ArrayList<>();
    private final Journal journal;
    private volatile boolean stopping;

    private Relay(Vertx vertx, SluiceConfig config, Ingest ingest, Journal journal) {
        this.vertx = vertx;
        this.config = config;
        this.ingest = ingest;
        this.journal = journal;
    }

    /**
     * Starts a node. Webhooks are received when all else stands.
     *
     * @param loaded valid; its destinations name plugins that are there
     * @return fails where the journal can't be opened or the port can't be bound; nothing is left running then
     */
    public static Future<Relay> start(
            Vertx vertx, LoadedConfig loaded, PluginRegistry plugins, MeterRegistry registry, Clock clock) {
        return open(vertx, loaded.config())
                .compose(journal -> startOn(journal, vertx, loaded, plugins, registry, clock));
    }

    /** Starts a node on a journal that is open. */
    static Future<Relay> startOn(
            Journal journal,
            Vertx vertx,
            LoadedConfig loaded,
            PluginRegistry plugins,
            MeterRegistry registry,
            Clock clock) {
        Ingest ingest = new Ingest(vertx, loaded.config().ingest(), registry, clock);
        Relay relay = new Relay(vertx, loaded.config(), ingest, journal);
        return relay.start(plugins, loaded.secrets(), registry, clock)
                .compose(started -> ingest.start(EVENT_LOOPS))
                .recover(failure -> relay.stop().transform(stopped -> Future.failedFuture(failure)))
                .map(relay);
    }

    /**
     * Starts a node in place of the one that has the journal: listens beside it, asks it to end, and holds webhooks back until it
     * has let the journal go. Where no other node has it, the same as a start.
     *
     * @return fails as {@link #start} does, or where the other node does not end in time
     */
    public static Future<Relay> takeOver(
            Vertx vertx, LoadedConfig loaded, PluginRegistry plugins, MeterRegistry registry, Clock clock) {
        if (loaded.config().journal().kafka().isPresent()) {
            return Future.failedFuture(
                    "a journal in Kafka is nobody's own, so that there is nothing to take over; start"
                            + " this node on other ports beside the other one, then stop that one");
        }
        Ingest ingest = new Ingest(vertx, loaded.config().ingest(), registry, clock);
        Takeover takeover = new Takeover(loaded.config().journal().path());
        Promise<Void> serving = Promise.promise();
        ingest.hold(serving.future());
        long deadline = System.nanoTime() + LONGEST_TAKEOVER.toNanos();
        return ingest.start(EVENT_LOOPS)
                .compose(listening -> vertx.executeBlocking(takeover::ask, false))
                .onSuccess(asked -> asked.ifPresent(pid -> LOG.info("Asked process {} to hand over its journal", pid)))
                .compose(asked -> openWhenFree(vertx, loaded.config(), deadline))
                .compose(journal -> {
                    Relay relay = new Relay(vertx, loaded.config(), ingest, journal);
                    return relay.start(plugins, loaded.secrets(), registry, clock)
                            .onSuccess(started -> serving.complete())
                            .recover(failure -> relay.stop().transform(stopped -> Future.failedFuture(failure)))
                            .map(relay);
                })
                .eventually(() -> vertx.executeBlocking(
                        () -> {
                            takeover.done();
                            return null;
                        },
                        false))
                .onFailure(failure -> ingest.stop());
    }

    private static Future<Journal> open(Vertx vertx, SluiceConfig config) {
        List<String> ids =
                config.destinations().stream().map(DestinationConfig::id).toList();
        return vertx.executeBlocking(() -> JournalStore.open(config.journal(), ids), false);
    }

    private static Future<Journal> openWhenFree(Vertx vertx, SluiceConfig config, long deadline) {
        return open(vertx, config).recover(failure -> {
            if (!(failure instanceof JournalInUseException) || System.nanoTime() > deadline) {
                return Future.failedFuture(failure);
            }
            return vertx.timer(TAKEOVER_LOOK_MILLIS, TimeUnit.MILLISECONDS)
                    .compose(again -> openWhenFree(vertx, config, deadline));
        });
    }

    /**
     * Stops the node: refuses webhooks, delivers what was read as far as the time allows, and closes the journal, where the rest
     * stays.
     */
    public Future<Void> stop() {
        stopping = true;
        ingest.refuse();
        return close(config.shutdown().grace());
    }

    /**
     * Stops the node in favour of the one that has asked for its journal, or as {@link #stop} does where none has. Senders are
     * moved on without a refusal; what is under way to destinations is soon left to the other node.
     */
    public Future<Void> handOver() {
        if (config.journal().kafka().isPresent()
                || !new Takeover(config.journal().path()).isAskedFor()) {
            return stop();
        }
        LOG.info("Handing the journal over to another process");
        stopping = true;
        return ingest.moveSendersAway(SENDERS_QUIET, SENDERS_MOVED).eventually(() -> {
            ingest.refuse();
            return close(HANDOVER_GRACE);
        });
    }

    private Future<Void> close(Duration grace) {
        return drain(grace)
                .eventually(journal::close)
                .eventually(ingest::stop)
                .onSuccess(stopped -> LOG.info("Stopped; what was not delivered is in the journal"));
    }

    /** The port that webhooks are received on. */
    public int ingestPort() {
        return ingest.port();
    }

    /** Whether the node has begun to stop. */
    public boolean isStopping() {
        return stopping;
    }

    public List<Lane> lanes() {
        return List.copyOf(lanes);
    }

    public Journal journal() {
        return journal;
    }

    private Future<Void> start(PluginRegistry plugins, SecretValues secrets, MeterRegistry registry, Clock clock) {
        MessageCodecs.register(vertx.eventBus());
        for (DestinationConfig each : config.destinations()) {
            Destination destination = plugins.find(each.plugin())
                    .orElseThrow(() -> new IllegalStateException("no plugin is named " + each.plugin()))
                    .configure(each.settings());
            lanes.add(new Lane(vertx, journal, each, destination, secrets, registry, clock));
        }
        RelayMeters.register(registry, journal, lanes, clock);
        Future<?> started = appending(registry)
                .compose(append -> vertx.deployVerticle(new JournalVerticle(append, registry)))
                .compose(done -> vertx.deployVerticle(
                        new LetterRetention(journal, config.journal().deadLetters(), registry, clock)));
        for (Lane lane : lanes) {
            started = started.compose(done -> lane.start());
        }
        return started.mapEmpty();
    }

    /** How ingest appends: straight to the journal, or past those that know a second copy. */
    private Future<Function<AppendBatch, Future<Void>>> appending(MeterRegistry registry) {
        int window = config.ingest().dedupeWindowEvents();
        return window == 0
                ? Future.succeededFuture(journal::append)
                : Dedupe.open(journal, window, registry).map(dedupe -> dedupe::append);
    }

    private Future<Void> drain(Duration grace) {
        long graceMillis = grace.toMillis();
        return Future.join(lanes.stream().map(Lane::stop).toList())
                .<Void>mapEmpty()
                .timeout(Math.max(1, graceMillis), TimeUnit.MILLISECONDS)
                .recover(late -> {
                    LOG.warn(
                            "Not all that was read could be delivered within {} ms: {}",
                            graceMillis,
                            late.getMessage());
                    return Future.succeededFuture();
                });
    }
}
