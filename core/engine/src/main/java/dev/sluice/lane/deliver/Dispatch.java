package dev.sluice.lane.deliver;

import dev.sluice.lane.Batch;
import dev.sluice.lane.Delivery;
import dev.sluice.lane.LaneStatus.State;
import dev.sluice.spi.Answer;
import dev.sluice.spi.Fate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Decides what is sent when, and what each answer means for the batch it answers: the rules of delivery, without a network. Every
 * event given to it is either settled once by a {@link Verdicts} or still held. For one thread.
 */
final class Dispatch {

    /**
     * Rounds of leaving out the events that were named, before the batch is halved instead: some destinations name only the first
     * bad event each time.
     */
    private static final int MAX_ROUNDS = 8;

    /** A destination that asks for less would be asked without a break. */
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    /** A destination that asks for more is asked again all the same: it may have been mended. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final int concurrency;
    private final Disposition disposition;
    private final RetryBackoff backoff;
    private final Gate gate;
    private final Clock clock;
    private final LongSupplier ticks;
    private final SendQueue queue = new SendQueue();
    private final List<Batch> suspects = new ArrayList<>();
    private final ThrottledKeys throttled = new ThrottledKeys();
    private Verdicts heldBack = new Verdicts();
    private int inFlight;

    /**
     * @param clock tells the age of events
     * @param ticks milliseconds of a clock that is never set, for pauses
     */
    Dispatch(
            String destination,
            int concurrency,
            Duration maxAge,
            RetryBackoff backoff,
            Gate gate,
            Clock clock,
            LongSupplier ticks) {
        this.concurrency = concurrency;
        disposition = new Disposition(destination, maxAge, clock);
        this.backoff = backoff;
        this.gate = gate;
        this.clock = clock;
        this.ticks = ticks;
    }

    /** A batch that is to be sent. */
    void add(Batch batch) {
        queue.add(batch);
    }

    /** The batch to send now, which counts as under way until it is {@link #answered}; empty where nothing may go out. */
    Optional<Batch> next() {
        long now = ticks.getAsLong();
        while (inFlight < concurrency && gate.admits(now, inFlight)) {
            Optional<Batch> taken = gate.isOpen() ? queue.next(now) : queue.probe(now);
            if (taken.isEmpty()) {
                return Optional.empty();
            }
            Optional<Batch> next = withoutThrottled(taken.get(), now);
            if (next.isPresent()) {
                inFlight++;
                return next.map(batch -> batch.tried(clock.millis(), gate.successes()));
            }
        }
        return Optional.empty();
    }

    /** What {@link #next} left out since the last call, since nobody may send it for a while. */
    Verdicts heldBack() {
        Verdicts since = heldBack;
        heldBack = new Verdicts();
        return since;
    }

    /** Whether a probe is to be sent now, to learn if a refused event or the configuration is to blame. */
    boolean wantsProbe() {
        long now = ticks.getAsLong();
        return !suspects.isEmpty() && inFlight == 0 && gate.admits(now, inFlight) && !queue.hasNext(now);
    }

    /** A probe goes out; it counts as under way until it is {@link #probed}. */
    void probing() {
        inFlight++;
    }

    /** What the probe brought. */
    void probed(Answer answer) {
        inFlight--;
        if (answer instanceof Answer.Delivered) {
            succeeded();
        } else if (answer instanceof Answer.Unavailable unavailable) {
            gate.failed(unavailable.reason(), asked(unavailable), ticks.getAsLong());
        } else if (answer instanceof Answer.SlowDown slowDown) {
            gate.slowed(slowDown.reason(), bounded(slowDown.pause()), ticks.getAsLong());
        } else if (answer instanceof Answer.Misconfigured misconfigured) {
            gate.misconfigured(misconfigured.reason(), misconfigured.remedy(), ticks.getAsLong());
        } else {
            suspectsProveNothing();
        }
    }

    /** There is no probe to send: the suspects are sent again when the gate opens. */
    void suspectsProveNothing() {
        gate.doubted(
                "the destination refuses every request without naming an event",
                "see what it says in the dead letters' detail or its own log; test the connection",
                ticks.getAsLong());
        List<Batch> again = List.copyOf(suspects);
        suspects.clear();
        again.forEach(batch -> queue.later(batch, gate.closedUntil()));
    }

    /** When to call {@link #next} again at the latest, on the clock of the ticks; 0 where only an answer can change anything. */
    long nextDue() {
        long now = ticks.getAsLong();
        if (inFlight >= concurrency || !gate.hasPlace(inFlight)) {
            return 0;
        }
        long held = gate.isOpen() ? queue.nextDue(now) : queue.probeDue(now);
        long due = suspects.isEmpty() ? held : now;
        return due == 0 ? 0 : Math.max(due, gate.closedUntil());
    }

    /** Whether nothing is under way. */
    boolean isQuiet() {
        return inFlight == 0;
    }

    /** The lane's condition. */
    State state() {
        return gate.state();
    }

    /** What lanes of other nodes ought to hear, once. */
    Optional<GateNews> news() {
        return gate.news(ticks.getAsLong());
    }

    /** What a lane of another node has learned. */
    void heard(GateNews news) {
        if (gate.heard(news, ticks.getAsLong())) {
            queue.hasten();
        }
    }

    /** What an answer means. */
    Verdicts answered(Batch batch, Answer answer) {
        inFlight--;
        Verdicts verdicts = new Verdicts();
        if (answer instanceof Answer.Delivered) {
            succeeded();
            verdicts.arrived(batch.deliveries());
        } else if (answer instanceof Answer.Sorted sorted) {
            succeeded();
            sort(batch, sorted.fates(), verdicts);
        } else if (answer instanceof Answer.TooLarge tooLarge) {
            narrow(batch, "too-large", tooLarge.reason(), verdicts);
        } else if (answer instanceof Answer.Refused refused) {
            refused(batch, refused.reason(), verdicts);
        } else if (answer instanceof Answer.Unavailable unavailable) {
            gate.failed(unavailable.reason(), asked(unavailable), ticks.getAsLong());
            retry(batch, unavailable, verdicts);
        } else if (answer instanceof Answer.SlowDown slowDown) {
            gate.slowed(slowDown.reason(), bounded(slowDown.pause()), ticks.getAsLong());
            again(batch, verdicts);
        } else if (answer instanceof Answer.Misconfigured misconfigured) {
            gate.misconfigured(misconfigured.reason(), misconfigured.remedy(), ticks.getAsLong());
            again(batch, verdicts);
        }
        return verdicts;
    }

    private void succeeded() {
        if (gate.succeeded(ticks.getAsLong())) {
            queue.hasten();
        }
        suspects.forEach(queue::again);
        suspects.clear();
    }

    private void again(Batch batch, Verdicts verdicts) {
        verdicts.retried(batch.deliveries().size());
        queue.again(batch);
    }

    private void sort(Batch batch, List<Fate> fates, Verdicts verdicts) {
        List<Delivery> again = new ArrayList<>();
        long now = ticks.getAsLong();
        for (int i = 0; i < batch.deliveries().size(); i++) {
            Delivery event = batch.deliveries().get(i);
            Fate fate = fates.get(i);
            if (fate instanceof Fate.Arrived) {
                verdicts.arrived(List.of(event));
            } else if (fate instanceof Fate.Rejected rejected) {
                disposition.bury(batch, event, rejected.reason(), rejected.detail(), verdicts);
            } else if (fate instanceof Fate.Throttled until) {
                long end = now + bounded(until.pause()).toMillis();
                throttled.throttle(until.key(), end);
                verdicts.retried(1);
                disposition.park(batch, event, until.key(), end - now, verdicts);
            } else {
                again.add(event);
            }
        }
        if (!again.isEmpty()) {
            verdicts.retried(again.size());
            nextRound(batch.nextRound(again));
        }
    }

    private void nextRound(Batch batch) {
        if (batch.rounds() > MAX_ROUNDS && !batch.isSingle()) {
            batch.halves().forEach(queue::again);
        } else {
            queue.again(batch);
        }
    }

    private void refused(Batch batch, String reason, Verdicts verdicts) {
        boolean takesOthers = gate.successes() > batch.successesBefore();
        if (!batch.isSingle() || takesOthers) {
            narrow(batch, "refused", reason, verdicts);
        } else {
            verdicts.retried(1);
            suspects.add(batch);
        }
    }

    private void narrow(Batch batch, String code, String reason, Verdicts verdicts) {
        if (batch.isSingle()) {
            disposition.bury(batch, batch.deliveries().get(0), code, reason, verdicts);
        } else {
            verdicts.retried(batch.deliveries().size());
            batch.halves().forEach(queue::again);
        }
    }

    private void retry(Batch batch, Answer.Unavailable unavailable, Verdicts verdicts) {
        List<Delivery> young = new ArrayList<>();
        for (Delivery event : batch.deliveries()) {
            if (disposition.isTooOld(event)) {
                disposition.bury(
                        batch, event, "expired", "not delivered in time; last: " + unavailable.reason(), verdicts);
            } else {
                young.add(event);
            }
        }
        if (!young.isEmpty()) {
            verdicts.retried(young.size());
            Batch failed = batch.failed(young);
            long pause = Math.max(
                    backoff.pause(failed.failures()).toMillis(),
                    asked(unavailable).toMillis());
            queue.retry(failed, ticks.getAsLong() + pause);
        }
    }

    private Optional<Batch> withoutThrottled(Batch batch, long now) {
        List<Delivery> free = new ArrayList<>();
        for (Delivery event : batch.deliveries()) {
            Optional<ThrottledKeys.Hold> hold = throttled.hold(event.mapped().identity(), now);
            if (hold.isPresent()) {
                disposition.park(batch, event, hold.get().key(), hold.get().until() - now, heldBack);
            } else {
                free.add(event);
            }
        }
        return free.isEmpty() ? Optional.empty() : Optional.of(batch.only(free));
    }

    private static Duration asked(Answer.Unavailable unavailable) {
        return unavailable.retryAfter().map(Dispatch::bounded).orElse(Duration.ZERO);
    }

    private static Duration bounded(Duration asked) {
        if (asked.compareTo(SHORTEST_PAUSE) < 0) {
            return SHORTEST_PAUSE;
        }
        return asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE;
    }
}
