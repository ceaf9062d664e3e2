package dev.sluice.lane;

import dev.sluice.config.DestinationConfig;
import dev.sluice.config.SecretValues;
import dev.sluice.lane.batch.BatchVerticle;
import dev.sluice.lane.deliver.AnswerReader;
import dev.sluice.lane.deliver.DeliverVerticle;
import dev.sluice.lane.deliver.HttpExchange;
import dev.sluice.lane.deliver.LaneNews;
import dev.sluice.lane.filter.EventFilter;
import dev.sluice.lane.filter.FilterVerticle;
import dev.sluice.lane.handover.GuestVerticle;
import dev.sluice.lane.handover.HandOverVerticle;
import dev.sluice.lane.map.EventMapper;
import dev.sluice.lane.map.MapVerticle;
import dev.sluice.lane.read.ReadVerticle;
import dev.sluice.lane.settle.SettleVerticle;
import dev.sluice.spi.Destination;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The way to one destination: reader, filter, map, batch, deliver and settle, each a verticle. Lanes share the journal and nothing
 * else, so that one that hangs holds up no other.
 */
public final class Lane {

    private final LaneSite site;
    private final Vertx vertx;
    private final DestinationConfig config;
    private final Destination destination;
    private final SecretValues secrets;
    private final LaneStatus status = new LaneStatus();
    private final EventFilter filter;
    private final EventMapper mapper;
    private final int maxEventBytes;
    private final int envelopeBytes;
    private final HttpExchange exchange;

    private volatile Optional<GuestVerticle> guests = Optional.empty();
    private volatile Optional<HandOverVerticle> giver = Optional.empty();

    /** First stage first. */
    private final Deque<String> deployments = new ArrayDeque<>();

    /**
     * Asks the destination for all that the stages have to know, so that a plugin that fails does so before anything runs.
     *
     * @param secrets cut out of all that the destination and its plugin say
     */
    public Lane(LaneSite site, DestinationConfig config, Destination destination, SecretValues secrets) {
        this.site = site;
        this.vertx = site.vertx();
        this.config = config;
        this.destination = destination;
        this.secrets = secrets;
        filter = new EventFilter(config.filter());
        mapper = new EventMapper(destination, config.mapping());
        maxEventBytes = destination.limits().maxEventBytes();
        envelopeBytes = destination.request(List.of(), site.clock().instant()).body().length;
        exchange = new HttpExchange(
                vertx, config.delivery().concurrency(), config.delivery().timeout(), site.clock());
    }

    /** The destination's id. */
    public String id() {
        return config.id();
    }

    /** A lane to the same destination, configured the same, for when this one has been stopped. */
    public Lane again() {
        return new Lane(site, config, destination, secrets);
    }

    /** How it is configured. */
    public DestinationConfig config() {
        return config;
    }

    /** Sends one event of a made-up person to the destination and tells what it said, whatever state the lane is in. */
    public Future<ConnectionTest.Result> test() {
        return new ConnectionTest(vertx, secrets, site.clock()).run(config, destination);
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
        LaneMeters meters = new LaneMeters(site.registry(), config.id());
        SettleVerticle settle = new SettleVerticle(addresses, site.journal(), status, meters);
        ReadVerticle read = new ReadVerticle(addresses, site.journal(), config.window());
        return switch (site.placement()) {
            case ELSEWHERE -> Future.succeededFuture();
            case HANDED_OVER -> {
                HandOverVerticle fresh = new HandOverVerticle(addresses, meters, status, site.paused(), site.clock());
                giver = Optional.of(fresh);
                yield deploy(settle).compose(done -> deploy(fresh)).compose(done -> deploy(read));
            }
            case HERE ->
                deploy(settle).compose(done -> startStages(addresses, meters)).compose(done -> deploy(read));
            case HERE_FOR_OTHERS_TOO -> {
                GuestVerticle fresh = new GuestVerticle(addresses, site.cluster(), config.window());
                guests = Optional.of(fresh);
                yield deploy(fresh)
                        .compose(done -> deploy(settle))
                        .compose(done -> startStages(addresses, meters))
                        .compose(done -> deploy(read))
                        .onSuccess(done -> fresh.open());
            }
        };
    }

    private Future<Void> startStages(LaneAddresses addresses, LaneMeters meters) {
        Clock clock = site.clock();
        LaneNews news = new LaneNews(site.control(), config);
        AnswerReader answers = new AnswerReader(destination, exchange, secrets, clock);
        // Where the plugin's code runs, a library of its own that asks the thread finds the plugin's classes.
        DeploymentOptions plugin =
                new DeploymentOptions().setClassLoader(destination.getClass().getClassLoader());
        return deploy(
                        new DeliverVerticle(
                                addresses, config.delivery(), answers, meters, status, site.paused(), news, clock),
                        plugin)
                .compose(done -> deploy(new BatchVerticle(addresses, config.batch(), envelopeBytes)))
                .compose(done ->
                        deploy(new MapVerticle(addresses, mapper, maxEventBytes, secrets, meters, clock), plugin))
                .compose(done -> deploy(new FilterVerticle(addresses, filter, meters, clock)));
    }

    /**
     * Stops the stages, first one first, each when it has passed on what it held. What can't be delivered now stays in the journal.
     *
     * @return completes when all that was delivered is settled on disk
     */
    public Future<Void> stop() {
        return guests.map(GuestVerticle::shut)
                .orElseGet(Future::succeededFuture)
                .compose(shut -> stopStages());
    }

    private Future<Void> stopStages() {
        if (deployments.isEmpty()) {
            return exchange.close();
        }
        return vertx.undeploy(deployments.removeFirst()).compose(done -> stopStages());
    }

    /**
     * The same within a time: requests that are under way then are cut off, so that their events are sent again by the next lane.
     *
     * @param grace how long what was read goes on being delivered
     */
    public Future<Void> stop(Duration grace) {
        long late = vertx.setTimer(Math.max(1, grace.toMillis()), due -> {
            exchange.close();
            giver.ifPresent(HandOverVerticle::hurry);
        });
        return stop().onComplete(stopped -> vertx.cancelTimer(late));
    }

    private Future<Void> deploy(Deployable stage) {
        return deploy(stage, new DeploymentOptions());
    }

    private Future<Void> deploy(Deployable stage, DeploymentOptions options) {
        return vertx.deployVerticle(stage, options).map(id -> {
            deployments.addFirst(id);
            return null;
        });
    }
}
