package dev.sluice.lane;

import dev.sluice.config.DestinationConfig;
import dev.sluice.config.SecretValues;
import dev.sluice.journal.Journal;
import dev.sluice.lane.batch.BatchVerticle;
import dev.sluice.lane.deliver.AnswerReader;
import dev.sluice.lane.deliver.DeliverVerticle;
import dev.sluice.lane.deliver.HttpExchange;
import dev.sluice.lane.filter.EventFilter;
import dev.sluice.lane.filter.FilterVerticle;
import dev.sluice.lane.map.EventMapper;
import dev.sluice.lane.map.MapVerticle;
import dev.sluice.lane.read.ReadVerticle;
import dev.sluice.lane.settle.SettleVerticle;
import dev.sluice.spi.Destination;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The way to one destination: reader, filter, map, batch, deliver and settle, each a verticle. Lanes share the journal and nothing
 * else, so that one that hangs holds up no other.
 */
public final class Lane {

    private final Vertx vertx;
    private final Journal journal;
    private final DestinationConfig config;
    private final Destination destination;
    private final SecretValues secrets;
    private final MeterRegistry registry;
    private final Clock clock;
    private final LaneStatus status = new LaneStatus();
    private final HttpExchange exchange;

    /** First stage first. */
    private final Deque<String> deployments = new ArrayDeque<>();

    /** @param secrets cut out of all that the destination and its plugin say */
    public Lane(
            Vertx vertx,
            Journal journal,
            DestinationConfig config,
            Destination destination,
            SecretValues secrets,
            MeterRegistry registry,
            Clock clock) {
        this.vertx = vertx;
        this.journal = journal;
        this.config = config;
        this.destination = destination;
        this.secrets = secrets;
        this.registry = registry;
        this.clock = clock;
        exchange = new HttpExchange(
                vertx, config.delivery().concurrency(), config.delivery().timeout(), clock);
    }

    /** The destination's id. */
    public String id() {
        return config.id();
    }

    /** Where it delivers to. */
    public Destination destination() {
        return destination;
    }

    public LaneStatus status() {
        return status;
    }

    /** Starts the stages, last one first, so that each finds the next one listening. */
    public Future<Void> start() {
        LaneAddresses addresses = new LaneAddresses(config.id());
        LaneMeters meters = new LaneMeters(registry, config.id());
        AnswerReader answers = new AnswerReader(destination, exchange, secrets);
        EventMapper mapper = new EventMapper(destination, config.mapping());
        int maxEventBytes = destination.limits().maxEventBytes();
        int envelopeBytes = destination.request(List.of()).body().length;
        return deploy(new SettleVerticle(addresses, journal, status, meters))
                .compose(done ->
                        deploy(new DeliverVerticle(addresses, config.delivery(), answers, meters, status, clock)))
                .compose(done -> deploy(new BatchVerticle(addresses, config.batch(), envelopeBytes)))
                .compose(done -> deploy(new MapVerticle(addresses, mapper, maxEventBytes, secrets, meters, clock)))
                .compose(done -> deploy(new FilterVerticle(addresses, new EventFilter(config.filter()), meters, clock)))
                .compose(done -> deploy(new ReadVerticle(addresses, journal, config.window())));
    }

    /**
     * Stops the stages, first one first, each when it has passed on what it held. What can't be delivered now stays in the journal.
     *
     * @return completes when all that was delivered is settled on disk
     */
    public Future<Void> stop() {
        if (deployments.isEmpty()) {
            return exchange.close();
        }
        return vertx.undeploy(deployments.removeFirst()).compose(done -> stop());
    }

    private Future<Void> deploy(Deployable stage) {
        return vertx.deployVerticle(stage).map(id -> {
            deployments.addFirst(id);
            return null;
        });
    }
}
