package dev.sluice.relay;

import dev.sluice.cluster.Cluster;
import dev.sluice.config.DestinationConfig;
import dev.sluice.config.SecretValues;
import dev.sluice.control.Control;
import dev.sluice.journal.Journal;
import dev.sluice.lane.Lane;
import dev.sluice.lane.LaneSite;
import dev.sluice.lane.LaneStatus;
import dev.sluice.lane.PausedLanes;
import dev.sluice.lane.Placement;
import dev.sluice.lane.deliver.LaneNews;
import dev.sluice.plugin.PluginRegistry;
import dev.sluice.spi.Destination;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lanes of a running node, which come and go with its configuration. Starts, changes and the stop happen one after the other, in
 * the order they are asked for. For any thread.
 */
final class Lanes {

    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    private final LaneSite site;
    private final Journal journal;
    private final PausedLanes paused;
    private final LaneGauges gauges;
    private volatile Map<String, Lane> running = Map.of();
    private volatile boolean stopping;
    private Optional<MessageConsumer<String>> ended = Optional.empty();
    private Future<Void> last = Future.succeededFuture();

    Lanes(Cluster cluster, Placement placement, Control control, Journal journal, MeterRegistry registry, Clock clock) {
        paused = new PausedLanes(control, clock);
        LaneNews.serve(control);
        site = new LaneSite(cluster, placement, control, journal, registry, paused, clock);
        this.journal = journal;
        gauges = new LaneGauges(registry, journal, clock);
    }

    /** Those that run, by their destinations' ids. */
    List<Lane> all() {
        return List.copyOf(running.values());
    }

    /** Which of them are held back, here and elsewhere. */
    PausedLanes paused() {
        return paused;
    }

    /** Lanes that are yet to be started; throws what a plugin throws, and leaves nothing open then. */
    List<Lane> make(List<DestinationConfig> destinations, PluginRegistry plugins, SecretValues secrets) {
        List<Lane> made = new ArrayList<>();
        try {
            for (DestinationConfig each : destinations) {
                Destination destination = plugins.find(each.plugin())
                        .orElseThrow(() -> new IllegalStateException("no plugin is named " + each.plugin()))
                        .configure(each.settings());
                made.add(new Lane(site, each, destination, secrets));
            }
            return made;
        } catch (RuntimeException | LinkageError broken) {
            made.forEach(Lane::stop);
            throw broken;
        }
    }

    /** Starts the first lanes; the journal keeps its log for them already. */
    synchronized Future<Void> start(Collection<Lane> first) {
        first.forEach(lane -> measure(lane.id()));
        Vertx vertx = site.cluster().vertx();
        ended = Optional.of(vertx.eventBus().localConsumer(Cluster.ENDED, gone -> journal.lost(gone.body())));
        last = vertx.deployVerticle(paused).compose(listening -> startAll(first));
        return last;
    }

    /**
     * Ends some lanes and begins others. What fails is undone: lanes that ended begin again as they were.
     *
     * @param destinations all that there are then
     * @param grace how long lanes that end may go on delivering what they have read
     */
    synchronized Future<Void> change(
            LaneChange change,
            List<DestinationConfig> destinations,
            PluginRegistry plugins,
            SecretValues secrets,
            Duration grace) {
        if (change.isEmpty()) {
            return Future.succeededFuture();
        }
        List<DestinationConfig> beginning =
                destinations.stream().filter(each -> change.begins(each.id())).toList();
        List<Lane> fresh;
        try {
            fresh = make(beginning, plugins, secrets);
        } catch (RuntimeException | LinkageError broken) {
            return Future.failedFuture(broken);
        }
        last = last.otherwiseEmpty().compose(idle -> replace(change, fresh, grace));
        return last;
    }

    /** Stops all lanes, each when it has passed on what it held, as far as the time allows. */
    synchronized Future<Void> stop(Duration grace) {
        stopping = true;
        ended.ifPresent(MessageConsumer::unregister);
        last = last.otherwiseEmpty()
                .compose(idle ->
                        Future.join(all().stream().map(Lane::stop).toList()).mapEmpty());
        return last.timeout(Math.max(1, grace.toMillis()), TimeUnit.MILLISECONDS)
                .recover(late -> {
                    LOG.warn(
                            "Not all that was read could be delivered within {} ms: {}",
                            grace.toMillis(),
                            late.getMessage());
                    return Future.succeededFuture();
                });
    }

    private Future<Void> replace(LaneChange change, List<Lane> fresh, Duration grace) {
        List<Lane> ending =
                all().stream().filter(lane -> change.ends(lane.id())).toList();
        Set<String> both = new TreeSet<>(running.keySet());
        both.addAll(change.added());
        // First of all, so that what a full disk refuses has touched nothing.
        return journal.keepFor(both)
                .onFailure(refused -> fresh.forEach(Lane::stop))
                .compose(kept -> Future.join(
                                ending.stream().map(lane -> lane.stop(grace)).toList())
                        .compose(ended -> begin(change, fresh))
                        .recover(failure ->
                                undo(change, ending, fresh).transform(undone -> Future.failedFuture(failure))))
                .eventually(this::keepForRunning);
    }

    private Future<Void> begin(LaneChange change, Collection<Lane> fresh) {
        if (stopping) {
            return Future.failedFuture(new IllegalStateException("the relay is stopping"));
        }
        Map<String, Lane> staying = new TreeMap<>(running);
        staying.keySet().removeIf(change::ends);
        running = Map.copyOf(staying);
        change.added().forEach(this::measure);
        return startAll(fresh).onSuccess(started -> change.removed().forEach(gauges::unregister));
    }

    private Future<Void> undo(LaneChange change, List<Lane> ended, Collection<Lane> fresh) {
        Map<String, Lane> before = new TreeMap<>(running);
        fresh.forEach(lane -> before.remove(lane.id(), lane));
        running = Map.copyOf(before);
        change.added().forEach(gauges::unregister);
        Future<?> stopped = Future.join(fresh.stream().map(Lane::stop).toList());
        if (stopping) {
            return stopped.mapEmpty();
        }
        List<Lane> again = ended.stream().map(Lane::again).toList();
        return stopped.otherwiseEmpty()
                .compose(gone -> startAll(again))
                .onFailure(failure -> LOG.error(
                        "{} could not be started again; restart the relay: {}",
                        ended.stream().map(Lane::id).toList(),
                        failure.getMessage()));
    }

    /** What this can't let go of is kept in vain until the next change or start. */
    private Future<Void> keepForRunning() {
        return stopping
                ? Future.succeededFuture()
                : journal.keepFor(running.keySet()).otherwiseEmpty();
    }

    private Future<Void> startAll(Collection<Lane> lanes) {
        Future<Void> started = Future.succeededFuture();
        for (Lane lane : lanes) {
            started = started.compose(before -> {
                put(lane);
                return lane.start();
            });
        }
        return started;
    }

    private void put(Lane lane) {
        Map<String, Lane> more = new TreeMap<>(running);
        more.put(lane.id(), lane);
        running = Map.copyOf(more);
    }

    private void measure(String id) {
        gauges.register(id, () -> {
            Lane lane = running.get(id);
            // Between the end of a lane and its beginning again there is none.
            return lane == null ? new LaneStatus() : lane.status();
        });
    }
}
