package dev.sluice.lane.handover;

import dev.sluice.cluster.Cluster;
import dev.sluice.config.WindowConfig;
import dev.sluice.journal.Chunk;
import dev.sluice.lane.LaneAddresses;
import dev.sluice.lane.Settled;
import dev.sluice.lane.Taken;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes other nodes' chunks into this node's lane, and tells their owners what became of them. */
public final class GuestVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(GuestVerticle.class);

    /** Failure code: so much is under way already that nothing more is taken. */
    public static final int NO_ROOM = 1;

    private static final DeliveryOptions LOCAL = new DeliveryOptions().setLocalOnly(true);
    private static final DeliveryOptions BETWEEN_NODES = new DeliveryOptions().setSendTimeout(1_500);

    /** Often enough that a lease does not end while a few messages are lost. */
    private static final long RENEW_MILLIS = 2_500;

    private static final long LOOK_MILLIS = 500;

    /** Longer than a lease: the owner has given the events to others by then, or is gone. */
    private static final long ABANDONED_MILLIS = 30_000;

    /** A node that stops tells its last news so long. */
    private static final long LAST_WORDS_MILLIS = 2_000;

    /** Other nodes hear of it as soon as they can. */
    private static final long SHUT_MILLIS = 2_000;

    private final LaneAddresses addresses;
    private final Cluster cluster;
    private final Guests guests;
    private final Promise<Void> told = Promise.promise();
    private volatile @Nullable MessageConsumer<HandedChunk> door;
    private boolean stopping;

    public GuestVerticle(LaneAddresses addresses, Cluster cluster, WindowConfig window) {
        this.addresses = addresses;
        this.cluster = cluster;
        guests = new Guests(window);
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(LOOK_MILLIS, look -> look());
        return vertx.eventBus()
                .<Settled>localConsumer(
                        addresses.guests(),
                        message -> guests.settled(message.body()).forEach(this::tell))
                .completion();
    }

    /**
     * From now on chunks are taken in; every stage is there by now. Where others can't hear of it at the moment, they do when they have
     * settled who is there.
     */
    public void open() {
        context.runOnContext(on -> {
            MessageConsumer<HandedChunk> opened = vertx.eventBus().consumer(addresses.take(), this::take);
            opened.completion()
                    .onFailure(failure -> LOG.warn(
                            "{}: other nodes do not know yet that this one takes events: {}",
                            addresses.destination(),
                            failure.getMessage()));
            door = opened;
        });
    }

    /** From now on no chunk is taken in; those that are inside go on. */
    public Future<Void> shut() {
        MessageConsumer<HandedChunk> opened = door;
        return opened == null
                ? Future.succeededFuture()
                : opened.unregister()
                        .timeout(SHUT_MILLIS, TimeUnit.MILLISECONDS)
                        .otherwiseEmpty();
    }

    /** Completes when owners have heard of all that was settled, or do not listen. */
    @Override
    public Future<?> stop() {
        stopping = true;
        look();
        return told.future().timeout(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS).otherwiseEmpty();
    }

    private void look() {
        guests.abandoned(ticks() - ABANDONED_MILLIS).forEach(guests::forget);
        guests.withNews().forEach(this::tell);
        guests.silent(ticks() - RENEW_MILLIS).forEach(this::renew);
        endWhereTold();
    }

    private void take(Message<HandedChunk> message) {
        Optional<Chunk> chunk = guests.admit(message.body(), ticks());
        if (chunk.isEmpty()) {
            message.fail(NO_ROOM, "this node has as many events of others as it may");
            return;
        }
        message.reply(cluster.self().id());
        confirm(message.body(), chunk.get());
    }

    /** A node that was frozen finds chunks that have long been given to others: whether one is still its own, it asks first. */
    private void confirm(HandedChunk handed, Chunk chunk) {
        int partition = chunk.events().get(0).partition();
        ask(handed.owner(), List.of(handed.grant()))
                .onSuccess(others -> {
                    if (others.isEmpty() && !stopping) {
                        guests.entered(partition);
                        vertx.eventBus().send(addresses.settle(), new Taken(chunk), LOCAL);
                        vertx.eventBus().send(addresses.filter(), chunk, LOCAL);
                    } else {
                        guests.forget(partition);
                    }
                })
                .onFailure(unheard -> guests.forget(partition));
    }

    private void renew(String owner, List<Integer> partitions) {
        Map<Long, Integer> grants = new HashMap<>();
        partitions.forEach(partition -> grants.put(guests.grant(partition), partition));
        ask(owner, List.copyOf(grants.keySet()))
                .onSuccess(others -> grants.forEach((grant, partition) -> {
                    if (others.contains(grant)) {
                        guests.forget(partition);
                    } else {
                        guests.renewed(partition, ticks());
                    }
                }));
    }

    /** Answers which of an owner's chunks are others' now. */
    private Future<Set<Long>> ask(String owner, List<Long> grants) {
        return vertx.eventBus()
                .<HandedRenewal>request(LaneAddresses.lease(owner), new HandedRenewal(grants), BETWEEN_NODES)
                .map(reply -> Set.copyOf(reply.body().grants()));
    }

    private void tell(int partition) {
        guests.outgoing(partition)
                .ifPresent(each -> vertx.eventBus()
                        .<Boolean>request(each.owner(), each.report(), BETWEEN_NODES)
                        .onSuccess(reply -> {
                            if (reply.body()) {
                                guests.heard(partition, ticks());
                                tell(partition);
                            } else {
                                guests.forget(partition);
                            }
                            endWhereTold();
                        })
                        .onFailure(failure -> guests.unheard(partition)));
    }

    private void endWhereTold() {
        if (stopping && !guests.hasNews()) {
            told.tryComplete();
        }
    }

    private static long ticks() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
