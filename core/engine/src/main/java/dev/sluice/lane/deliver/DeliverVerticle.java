package dev.sluice.lane.deliver;

import dev.sluice.config.DeliveryConfig;
import dev.sluice.journal.StoredEvent;
import dev.sluice.journal.trail.LaneStep;
import dev.sluice.lane.Batch;
import dev.sluice.lane.LaneAddresses;
import dev.sluice.lane.LaneMeters;
import dev.sluice.lane.LaneStatus;
import dev.sluice.lane.LaneStatus.Condition;
import dev.sluice.lane.LaneStatus.State;
import dev.sluice.lane.PausedLanes;
import dev.sluice.lane.Settled;
import dev.sluice.lane.deliver.AnswerReader.Reading;
import dev.sluice.spi.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends batches as {@link Dispatch} decides, and settles what came of them. */
public final class DeliverVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(DeliverVerticle.class);
    private static final DeliveryOptions LOCAL = new DeliveryOptions().setLocalOnly(true);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** While a person is needed: short enough that the lane goes on soon after the mending. */
    private static final Duration LONGEST_WAIT_FOR_MENDING = Duration.ofMinutes(1);

    private static final long NO_TIMER = -1;

    private final LaneAddresses addresses;
    private final DeliveryConfig config;
    private final AnswerReader answers;
    private final LaneMeters meters;
    private final LaneStatus status;
    private final PausedLanes paused;
    private final LaneNews news;
    private final Clock clock;
    private final Dispatch dispatch;
    private final Promise<Void> quiet = Promise.promise();
    private boolean stopping;
    private long timer = NO_TIMER;

    public DeliverVerticle(
            LaneAddresses addresses,
            DeliveryConfig config,
            AnswerReader answers,
            LaneMeters meters,
            LaneStatus status,
            PausedLanes paused,
            LaneNews news,
            Clock clock) {
        this.addresses = addresses;
        this.config = config;
        this.answers = answers;
        this.meters = meters;
        this.status = status;
        this.paused = paused;
        this.news = news;
        this.clock = clock;
        RandomGenerator random = RandomGenerator.getDefault();
        RetryBackoff backoff = new RetryBackoff(FIRST_PAUSE, LONGEST_PAUSE, random);
        Gate gate = new Gate(backoff, new RetryBackoff(FIRST_PAUSE, LONGEST_WAIT_FOR_MENDING, random));
        dispatch = new Dispatch(
                addresses.destination(),
                config.concurrency(),
                config.maxAge(),
                backoff,
                gate,
                clock,
                DeliverVerticle::ticks);
    }

    @Override
    public Future<?> start() {
        tellState();
        return Future.all(
                vertx.eventBus()
                        .<Batch>localConsumer(addresses.deliver(), message -> {
                            dispatch.add(message.body());
                            pump();
                        })
                        .completion(),
                vertx.eventBus()
                        .<String>localConsumer(addresses.news(), message -> hear(message.body()))
                        .completion(),
                vertx.eventBus()
                        .localConsumer(addresses.look(), message -> {
                            tellState();
                            pump();
                        })
                        .completion());
    }

    /** Sends what may be sent now and waits for the answers; what waits for a later time stays in the journal. */
    @Override
    public Future<?> stop() {
        stopping = true;
        pump();
        return quiet.future();
    }

    private void pump() {
        if (isPaused()) {
            quietWhereDone();
            return;
        }
        Optional<Batch> next = dispatch.next();
        while (next.isPresent()) {
            send(next.get());
            next = dispatch.next();
        }
        Verdicts heldBack = dispatch.heldBack();
        settle(heldBack, AnswerSteps.heldBack(heldBack, clock.millis()));
        if (dispatch.wantsProbe()) {
            probe();
        }
        quietWhereDone();
        wakeLater();
    }

    private void quietWhereDone() {
        if (stopping && dispatch.isQuiet()) {
            quiet.tryComplete();
        }
    }

    private boolean isPaused() {
        return paused.contains(addresses.destination());
    }

    private void send(Batch batch) {
        long start = System.nanoTime();
        answers.send(batch.deliveries())
                .onComplete(done -> context.runOnContext(on -> answered(batch, done.result(), start)));
    }

    private void probe() {
        long start = System.nanoTime();
        Optional<Future<Reading>> probe = answers.probe();
        if (probe.isEmpty()) {
            dispatch.suspectsProveNothing();
            return;
        }
        dispatch.probing();
        probe.get()
                .onComplete(done -> context.runOnContext(on -> {
                    measure(done.result(), start);
                    dispatch.probed(done.result().answer());
                    dispatch.news().ifPresent(news::tell);
                    tellState();
                    pump();
                }));
    }

    private void answered(Batch batch, Reading reading, long start) {
        measure(reading, start);
        Verdicts verdicts = dispatch.answered(batch, reading.answer());
        dispatch.news().ifPresent(news::tell);
        if (reading.answer() instanceof Answer.Delivered delivered) {
            delivered.remark().ifPresent(remark -> LOG.warn("{}: {}", addresses.destination(), remark));
        }
        meters.delivered(verdicts.delivered().size());
        meters.retried(verdicts.retried());
        settle(verdicts, AnswerSteps.of(batch, reading, verdicts, clock.millis()));
        tellState();
        pump();
    }

    private void hear(String told) {
        news.read(told).ifPresent(dispatch::heard);
        tellState();
        pump();
    }

    private void settle(Verdicts verdicts, List<LaneStep> steps) {
        if (verdicts.isEmpty() && steps.isEmpty()) {
            return;
        }
        meters.deadLettered(verdicts.died().size());
        meters.parked(verdicts.parked().size());
        List<StoredEvent> done = new ArrayList<>();
        verdicts.delivered().forEach(delivery -> done.add(delivery.stored()));
        verdicts.died().forEach(delivery -> done.add(delivery.stored()));
        verdicts.parked().forEach(parked -> done.add(parked.event()));
        Settled settled = new Settled(done, verdicts.deadLetters(), verdicts.parked(), steps);
        vertx.eventBus().send(addresses.settle(), settled, LOCAL);
    }

    private void measure(Reading reading, long start) {
        meters.exchanged(reading.status(), Duration.ofNanos(System.nanoTime() - start));
    }

    private void tellState() {
        State before = status.state();
        State now = isPaused() ? State.PAUSED : dispatch.state();
        if (before.equals(now)) {
            return;
        }
        status.become(now);
        if (before.condition() == now.condition()) {
            return;
        }
        if (now.condition() == Condition.RUNNING) {
            LOG.info("{}: delivers again", addresses.destination());
        } else if (now.condition() == Condition.PAUSED) {
            LOG.warn("{}: paused by a person; what is accepted waits in the journal", addresses.destination());
        } else if (now.condition() == Condition.MISCONFIGURED) {
            LOG.error("{}: paused, nothing is lost: {}; {}", addresses.destination(), now.reason(), now.remedy());
        } else {
            LOG.warn("{}: holds back and tries again by itself: {}", addresses.destination(), now.reason());
        }
    }

    private void wakeLater() {
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
        }
        long due = dispatch.nextDue();
        if (due != 0 && !stopping) {
            timer = vertx.setTimer(Math.max(1, due - ticks()), woken -> {
                timer = NO_TIMER;
                pump();
            });
        }
    }

    private static long ticks() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
