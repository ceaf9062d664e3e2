package dev.sluice.relay;

import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.Member;
import dev.sluice.config.ClusterConfig.Role;
import dev.sluice.config.DestinationConfig;
import dev.sluice.config.LoadedConfig;
import dev.sluice.config.SluiceConfig;
import dev.sluice.control.Control;
import dev.sluice.ingest.Ingest;
import dev.sluice.ingest.dedupe.Dedupe;
import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.Journal;
import dev.sluice.journal.JournalInUseException;
import dev.sluice.journal.JournalVerticle;
import dev.sluice.lane.Lane;
import dev.sluice.lane.MessageCodecs;
import dev.sluice.lane.PausedLanes;
import dev.sluice.lane.Placement;
import dev.sluice.plugin.PluginRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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

    /** What a node takes over while it runs; all else is fixed when it starts. */
    private static final Set<String> CHANGEABLE = Set.of("destinations", "plugins", "shutdown", "$schema");

    private final Vertx vertx;
    private final Cluster cluster;
    private final Control control;
    private final Ingest ingest;
    private final Lanes lanes;
    private final Journal journal;
    private final MeterRegistry registry;
    private final Clock clock;
    private final ConfigStatus configStatus = new ConfigStatus();
    private volatile LoadedConfig loaded;
    private volatile PluginRegistry plugins;
    private volatile boolean stopping;

    private Relay(
            Cluster cluster,
            LoadedConfig loaded,
            PluginRegistry plugins,
            Ingest ingest,
            Journal journal,
            MeterRegistry registry,
            Clock clock) {
        this.vertx = cluster.vertx();
        this.cluster = cluster;
        this.loaded = loaded;
        this.plugins = plugins;
        this.ingest = ingest;
        this.journal = journal;
        this.registry = registry;
        this.clock = clock;
        control = new Control(cluster);
        lanes = new Lanes(cluster, placement(cluster, loaded.config()), control, journal, registry, clock);
    }

    /** Starts a node without others, as {@link #start(Cluster, LoadedConfig, PluginRegistry, MeterRegistry, Clock)} does. */
    public static Future<Relay> start(
            Vertx vertx, LoadedConfig loaded, PluginRegistry plugins, MeterRegistry registry, Clock clock) {
        return start(alone(vertx, loaded), loaded, plugins, registry, clock);
    }

    /**
     * Starts a node. Webhooks are received when all else stands.
     *
     * @param cluster joined, with what the configuration says of this node
     * @param loaded valid; its destinations name plugins that are there
     * @return fails where the journal can't be opened or the port can't be bound; nothing is left running then
     */
    public static Future<Relay> start(
            Cluster cluster, LoadedConfig loaded, PluginRegistry plugins, MeterRegistry registry, Clock clock) {
        return open(cluster.vertx(), loaded.config())
                .compose(journal -> startOn(journal, cluster, loaded, plugins, registry, clock));
    }

    /** Starts a node on a journal that is open. */
    static Future<Relay> startOn(
            Journal journal,
            Cluster cluster,
            LoadedConfig loaded,
            PluginRegistry plugins,
            MeterRegistry registry,
            Clock clock) {
        Ingest ingest = new Ingest(cluster.vertx(), loaded.config().ingest(), registry, clock);
        Relay relay = new Relay(cluster, loaded, plugins, ingest, journal, registry, clock);
        return Future.succeededFuture()
                .compose(go -> relay.start())
                .compose(started -> relay.receives() ? ingest.start(EVENT_LOOPS) : Future.succeededFuture())
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
            Cluster cluster, LoadedConfig loaded, PluginRegistry plugins, MeterRegistry registry, Clock clock) {
        Vertx vertx = cluster.vertx();
        if (loaded.config().journal().kafka().isPresent()) {
            return Future.failedFuture(
                    "a journal in Kafka is nobody's own, so that there is nothing to take over; start"
                            + " this node on other ports beside the other one, then stop that one");
        }
        if (cluster.isClustered()) {
            return Future.failedFuture("a node of a cluster is not taken over, since its place in the cluster can't be"
                    + " shared; stop it, then start this one, while other nodes receive");
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
                    Relay relay = new Relay(cluster, loaded, plugins, ingest, journal, registry, clock);
                    return Future.succeededFuture()
                            .compose(go -> relay.start())
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

    /** A journal that all nodes share is read by those that deliver; one of a node's own is handed to them. */
    private static Placement placement(Cluster cluster, SluiceConfig config) {
        boolean shared = config.journal().kafka().isPresent();
        if (!cluster.self().delivers()) {
            return shared ? Placement.ELSEWHERE : Placement.HANDED_OVER;
        }
        return shared || !cluster.isClustered() ? Placement.HERE : Placement.HERE_FOR_OTHERS_TOO;
    }

    static Cluster alone(Vertx vertx, LoadedConfig loaded) {
        return Cluster.alone(vertx, new Member("", loaded.config().roles(), ""));
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
     * Goes over to another configuration, without a restart: lanes whose destination or plugin is another one end and begin again at
     * their cursor, all others go on undisturbed. One change at a time.
     *
     * @param next valid; its destinations name plugins that are there
     * @return completes with what was done to the lanes. Fails, and leaves everything as it was, with {@link FixedKeysException}
     *     where more than destinations would change, and where a lane can't be made or started
     */
    public Future<LaneChange> change(LoadedConfig next, PluginRegistry nextPlugins) {
        List<String> fixed = loaded.tree().differences(next.tree(), CHANGEABLE);
        if (!fixed.isEmpty()) {
            return Future.failedFuture(new FixedKeysException(fixed));
        }
        LaneChange change = LaneChange.between(
                loaded.config().destinations(), next.config().destinations(), nextPlugins.differences(plugins));
        return lanes.change(change, next.config().destinations(), nextPlugins, next.secrets(), grace())
                .map(done -> {
                    loaded = next;
                    plugins = nextPlugins;
                    return change;
                });
    }

    /**
     * Stops the node: refuses webhooks, delivers what was read as far as the time allows, and closes the journal, where the rest
     * stays.
     */
    public Future<Void> stop() {
        stopping = true;
        ingest.refuse();
        return close(grace());
    }

    /**
     * Stops the node in favour of the one that has asked for its journal, or as {@link #stop} does where none has. Senders are
     * moved on without a refusal; what is under way to destinations is soon left to the other node.
     */
    public Future<Void> handOver() {
        if (loaded.config().journal().kafka().isPresent()
                || !new Takeover(loaded.config().journal().path()).isAskedFor()) {
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
        return lanes.stop(grace)
                .eventually(journal::close)
                .eventually(control::stop)
                .eventually(ingest::stop)
                .onSuccess(stopped -> LOG.info("Stopped; what was not delivered is in the journal"));
    }

    /** Whether webhooks are received here. */
    public boolean receives() {
        return cluster.self().roles().contains(Role.INGEST);
    }

    /** The port that webhooks are received on; 0 where they are not received here. */
    public int ingestPort() {
        return receives() ? ingest.port() : 0;
    }

    /** The nodes that this one works with. */
    public Cluster cluster() {
        return cluster;
    }

    /** How this node is asked by others, and asks them. */
    public Control control() {
        return control;
    }

    /** The destinations that a person holds back, on all nodes. */
    public PausedLanes paused() {
        return lanes.paused();
    }

    /** Whether the node has begun to stop. */
    public boolean isStopping() {
        return stopping;
    }

    /** The lanes as they run now. */
    public List<Lane> lanes() {
        return lanes.all();
    }

    /** What runs: the configuration as it was started or changed last. */
    public LoadedConfig loaded() {
        return loaded;
    }

    /** The plugins that the lanes use, and others that are there. */
    public PluginRegistry plugins() {
        return plugins;
    }

    /** Whether it runs as it is configured on disk. */
    public ConfigStatus configStatus() {
        return configStatus;
    }

    /** How long it goes on delivering what it has read when it stops. */
    public Duration grace() {
        return loaded.config().shutdown().grace();
    }

    public Journal journal() {
        return journal;
    }

    private Future<Void> start() {
        MessageCodecs.register(vertx.eventBus());
        SluiceConfig config = loaded.config();
        List<Lane> first = lanes.make(config.destinations(), plugins, loaded.secrets());
        RelayMeters.register(registry, journal);
        return appending()
                .compose(append -> vertx.deployVerticle(new JournalVerticle(append, registry)))
                .compose(done -> vertx.deployVerticle(
                        new LetterRetention(journal, config.journal().deadLetters(), registry, clock)))
                .compose(done -> control.start())
                .compose(done -> lanes.start(first));
    }

    /** How ingest appends: straight to the journal, or past those that know a second copy. */
    private Future<Function<AppendBatch, Future<Void>>> appending() {
        int window = loaded.config().ingest().dedupeWindowEvents();
        return window == 0
                ? Future.succeededFuture(journal::append)
                : Dedupe.open(journal, window, registry).map(dedupe -> dedupe::append);
    }
}
