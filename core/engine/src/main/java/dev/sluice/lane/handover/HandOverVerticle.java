package dev.sluice.lane.handover;

import dev.sluice.cluster.Cluster;
import dev.sluice.journal.Chunk;
import dev.sluice.journal.StoredEvent;
import dev.sluice.lane.LaneAddresses;
import dev.sluice.lane.LaneMeters;
import dev.sluice.lane.LaneStatus;
import dev.sluice.lane.LaneStatus.Condition;
import dev.sluice.lane.LaneStatus.State;
import dev.sluice.lane.PausedLanes;
import dev.sluice.lane.Settled;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In place of a lane's stages on a node that delivers nothing itself: hands chunks to nodes that do. A chunk that nobody takes, whose
 * lease ends or whose node leaves goes out again, as far as it is not settled.
 */
public final class HandOverVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(HandOverVerticle.class);

    private static final DeliveryOptions LOCAL = new DeliveryOptions().setLocalOnly(true);

    /** A node that is there answers at once; a frozen one never does. */
    private static final DeliveryOptions BETWEEN_NODES = new DeliveryOptions().setSendTimeout(1_500);

    /** As long as a node may be silent before it is given up. */
    private static final long LEASE_MILLIS = 10_000;

    /** Chunks on their way at once: what is sent to a node that is frozen piles up before it. */
    private static final int MAX_OFFERED = 4;

    private static final long LOOK_MILLIS = 500;

    /** A node whose looks come later than that was itself frozen, and what others said meanwhile is yet to be read. */
    private static final long FROZEN_MILLIS = 1_000;

    /** Before a chunk that nobody takes is offered again. */
    private static final long OFFER_AGAIN_MILLIS = 500;

    /** A lane that stops waits so long for the next thing it is told; what comes later is sent twice. */
    private static final long QUIET_MILLIS = 2_000;

    private static final State NOBODY = new State(
            Condition.RETRYING,
            "no node with the role lanes takes its events; they wait in the journal",
            "see that one runs and that this destination is configured there");

    private static final State SILENT = new State(
            Condition.RETRYING,
            "the nodes with the role lanes do not answer; its events wait in the journal",
            "see what their logs say, and that all run versions that go together");

    private static final State FULL = new State(
            Condition.RETRYING,
            "the nodes with the role lanes have as many events as they may; the others wait in the journal",
            "see on those nodes what keeps the destination from taking them");

    private final LaneAddresses addresses;
    private final LaneMeters meters;
    private final LaneStatus status;
    private final PausedLanes paused;
    private final Grants grants;
    private final String owner;
    private final Promise<Void> quiet = Promise.promise();
    private final Deque<List<StoredEvent>> waiting = new ArrayDeque<>();
    private int offered;
    private State condition = State.RUNNING;
    private boolean stopping;
    private boolean hurried;
    private long heardAt;
    private long takenAt = ticks();
    private long lookedAt = ticks();

    public HandOverVerticle(
            LaneAddresses addresses, LaneMeters meters, LaneStatus status, PausedLanes paused, Clock clock) {
        this.addresses = addresses;
        this.meters = meters;
        this.status = status;
        this.paused = paused;
        grants = new Grants(addresses.destination(), LEASE_MILLIS, clock);
        owner = addresses.home(UUID.randomUUID().toString());
    }

    @Override
    public Future<?> start() {
        lookedAt = ticks();
        vertx.setPeriodic(LOOK_MILLIS, look -> {
            makeUpForFreeze();
            look();
        });
        return Future.all(
                vertx.eventBus()
                        .<Chunk>localConsumer(
                                addresses.filter(),
                                message -> hand(message.body().events()))
                        .completion(),
                vertx.eventBus()
                        .localConsumer(addresses.look(), message -> tellState())
                        .completion(),
                vertx.eventBus()
                        .<String>localConsumer(Cluster.LEFT, message -> handAll(grants.gone(message.body())))
                        .completion(),
                known(vertx.eventBus().<HandedReport>consumer(owner, this::report)),
                known(vertx.eventBus()
                        .<HandedRenewal>consumer(
                                LaneAddresses.lease(owner),
                                message -> message.reply(new HandedRenewal(
                                        grants.renew(message.body().grants(), ticks()))))));
    }

    /** Where others can't hear of it at the moment, they do when they have settled who is there; what they take is handed out again. */
    private Future<Void> known(MessageConsumer<?> listening) {
        return listening.completion().recover(failure -> {
            LOG.warn(
                    "{}: other nodes can't tell yet what became of its events: {}",
                    addresses.destination(),
                    failure.getMessage());
            return Future.succeededFuture();
        });
    }

    /** The time for {@link #stop} is over. */
    public void hurry() {
        context.runOnContext(on -> {
            hurried = true;
            if (stopping) {
                quiet.tryComplete();
            }
        });
    }

    /** Waits for what is handed out, as long as news of it come. */
    @Override
    public Future<?> stop() {
        stopping = true;
        heardAt = ticks();
        look();
        return quiet.future();
    }

    private void hand(List<StoredEvent> events) {
        handAll(List.of(events));
    }

    private void handAll(List<List<StoredEvent>> chunks) {
        chunks.stream().filter(chunk -> !chunk.isEmpty()).forEach(waiting::add);
        while (!stopping && !isPaused() && !waiting.isEmpty() && offered < MAX_OFFERED) {
            offer(waiting.remove());
        }
    }

    private void offer(List<StoredEvent> events) {
        long grant = grants.give(events, ticks());
        offered++;
        vertx.eventBus()
                .<String>request(addresses.take(), new HandedChunk(owner, grant, events), BETWEEN_NODES)
                .onComplete(answered -> offered--)
                .onSuccess(reply -> {
                    takenAt = ticks();
                    grants.taken(grant, reply.body(), takenAt);
                    become(State.RUNNING);
                    handAll(List.of());
                })
                .onFailure(failure -> refused(grant, failure));
    }

    private void refused(long grant, Throwable failure) {
        if (failure instanceof ReplyException known && known.failureType() == ReplyFailure.NO_HANDLERS) {
            become(NOBODY);
        } else if (ticks() - takenAt > LEASE_MILLIS) {
            become(
                    failure instanceof ReplyException known && known.failureCode() == GuestVerticle.NO_ROOM
                            ? FULL
                            : SILENT);
        }
        List<StoredEvent> again = grants.refused(grant);
        // Before those that are younger, since the cursor waits for it.
        vertx.setTimer(OFFER_AGAIN_MILLIS, wait -> {
            if (!again.isEmpty()) {
                waiting.addFirst(again);
            }
            handAll(List.of());
        });
    }

    /** Answers whether the chunk is still the node's that tells of it. */
    private void report(Message<HandedReport> message) {
        Optional<Settled> settled = grants.report(message.body(), ticks());
        settled.filter(news -> !news.events().isEmpty()).ifPresent(news -> {
            heardAt = ticks();
            meters.handedOver(news.events().size());
            vertx.eventBus().send(addresses.settle(), news, LOCAL);
        });
        message.reply(settled.isPresent());
        if (stopping) {
            look();
        }
    }

    private void makeUpForFreeze() {
        long now = ticks();
        long late = now - lookedAt - LOOK_MILLIS;
        lookedAt = now;
        if (late > FROZEN_MILLIS) {
            grants.postpone(late);
        }
    }

    private void look() {
        handAll(grants.expired(ticks()));
        if (stopping && (hurried || grants.isEmpty() || ticks() - heardAt > QUIET_MILLIS)) {
            quiet.tryComplete();
        }
    }

    private boolean isPaused() {
        return paused.contains(addresses.destination());
    }

    private void become(State now) {
        condition = now;
        tellState();
    }

    private void tellState() {
        State before = status.state();
        State now = isPaused() ? State.PAUSED : condition;
        if (before.equals(now)) {
            return;
        }
        status.become(now);
        if (now.condition() == Condition.RETRYING) {
            LOG.warn("{}: {}; {}", addresses.destination(), now.reason(), now.remedy());
        } else if (now == State.RUNNING) {
            LOG.info("{}: other nodes take its events", addresses.destination());
        }
    }

    private static long ticks() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
