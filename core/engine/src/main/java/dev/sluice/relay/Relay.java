package dev.sluice.relay;

import dev.sluice.config.DestinationConfig;
import dev.sluice.config.LoadedConfig;
import dev.sluice.config.SecretValues;
import dev.sluice.config.SluiceConfig;
import dev.sluice.ingest.Ingest;
import dev.sluice.journal.Journal;
import dev.sluice.journal.JournalVerticle;
import dev.sluice.lane.Lane;
import dev.sluice.lane.MessageCodecs;
import dev.sluice.plugin.PluginRegistry;
import dev.sluice.spi.Destination;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running node: the journal, a lane for each destination, and ingest. One for each Vert.x instance. */
public final class Relay {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private final Vertx vertx;
    private final SluiceConfig config;
    private final Ingest ingest;
    private final List<Lane> lanes = new ArrayList<>();
    private final Journal journal;
    private volatile boolean stopping;

    private Relay(Vertx vertx, SluiceConfig config, Journal journal, MeterRegistry registry, Clock clock) {
        this.vertx = vertx;
        this.config = config;
        this.journal = journal;
        ingest = new Ingest(vertx, config.ingest(), registry, clock);
    }

    /**
     * Starts a node. Webhooks are received when all else stands.
     *
     * @param loaded valid; its destinations name plugins that are there
     * @return fails where the journal can't be opened or the port can't be bound; nothing is left running then
     */
    public static Future<Relay> start(
            Vertx vertx, LoadedConfig loaded, PluginRegistry plugins, MeterRegistry registry, Clock clock) {
        SluiceConfig config = loaded.config();
        List<String> ids =
                config.destinations().stream().map(DestinationConfig::id).toList();
        return vertx.executeBlocking(() -> JournalStore.open(config.journal(), ids), false)
                .compose(journal -> {
                    Relay relay = new Relay(vertx, config, journal, registry, clock);
                    return relay.start(plugins, loaded.secrets(), registry, clock)
                            .recover(failure -> relay.stop().transform(stopped -> Future.failedFuture(failure)))
                            .map(relay);
                });
    }

    /**
     * Stops the node: refuses webhooks, delivers what was read as far as the time allows, and closes the journal, where the rest
     * stays.
     */
    public Future<Void> stop() {
        stopping = true;
        ingest.refuse();
        return drain().eventually(journal::close)
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
        Future<?> started = vertx.deployVerticle(new JournalVerticle(journal, registry))
                .compose(done -> vertx.deployVerticle(
                        new LetterRetention(journal, config.journal().deadLetters(), registry, clock)));
        for (Lane lane : lanes) {
            started = started.compose(done -> lane.start());
        }
        return started.compose(done -> ingest.start(VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE));
    }

    private Future<Void> drain() {
        long graceMillis = config.shutdown().grace().toMillis();
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
