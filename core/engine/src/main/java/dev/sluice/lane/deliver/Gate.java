package dev.sluice.lane.deliver;

import dev.sluice.lane.LaneStatus.Condition;
import dev.sluice.lane.LaneStatus.State;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether a lane sends at all. Closed for a while when the destination fails again and again, asks for less, or needs a person;
 * then a single request is let through, and its answer opens the gate or closes it again. What comes after it comes one by one more
 * at once, since a destination that has just got up is soon knocked down.
 *
 * <p>That the destination asks for less, or needs a person, holds for all nodes: it is {@link #news} for the gates of the others,
 * which close likewise without having asked, and open when one of them is let through. What a gate was told it never tells on. An
 * outage is not told: it may be one node's network, or one batch at which the destination chokes. Times are those of a clock that is never set. For one thread.
 */
final class Gate {

    /** A single failure says more about the request than about the destination. */
    private static final int FAILURES_BEFORE_CLOSING = 5;

    /** Who was told by the destination asks it again first; the others wait so much longer, in case it can't any more. */
    private static final Duration FIRST_SAY = Duration.ofSeconds(2);

    /** So long a success of this node's own counts for more than another node's misconfiguration: the fault is that one's alone. */
    private static final Duration OWN_EXPERIENCE = Duration.ofMinutes(10);

    private final RetryBackoff outage;
    private final RetryBackoff misconfiguration;
    private State state = State.RUNNING;
    private boolean closed;
    private long closedUntil;
    private int failures;
    private int misconfigurations;
    private long successes;

    /** Whether the closing holds for all nodes, and the opening will. */
    private boolean shared;

    /** Whether another node told of the closing. */
    private boolean hearsay;

    private long askedUntil;
    private long experiencedUntil;
    private Optional<GateNews> news = Optional.empty();

    /** Requests that may be under way at once; beyond any lane's own bound as long as nothing was wrong. */
    private int places = Integer.MAX_VALUE;

    /**
     * @param outage pauses while the destination fails
     * @param misconfiguration pauses while a person is needed
     */
    Gate(RetryBackoff outage, RetryBackoff misconfiguration) {
        this.outage = outage;
        this.misconfiguration = misconfiguration;
    }

    /** Whether a request may go out now. */
    boolean admits(long now, int inFlight) {
        return hasPlace(inFlight) && !isShut(now);
    }

    /** Whether one more may be under way, were it time for it. */
    boolean hasPlace(int inFlight) {
        return inFlight < places;
    }

    /** Whether a request is more than a probe. */
    boolean isOpen() {
        return !closed;
    }

    /** When a closed gate lets its single request through; 0 while it is open. */
    long closedUntil() {
        return closedUntil;
    }

    /** Why the gate is closed, or that it is not. */
    State state() {
        return state;
    }

    /** How many requests the destination has taken. */
    long successes() {
        return successes;
    }

    /** The destination took a request; answers whether that opened the gate. */
    boolean succeeded(long now) {
        successes++;
        if (isShut(now)) {
            // It was under way before the gate closed, and does not end the pause that was asked for since.
            return false;
        }
        boolean opened = closed;
        if (opened && hearsay && state.condition() == Condition.MISCONFIGURED) {
            experiencedUntil = now + OWN_EXPERIENCE.toMillis();
        }
        if (opened && shared) {
            news = Optional.of(new GateNews.Opened());
        }
        if (places < Integer.MAX_VALUE) {
            places++;
        }
        failures = 0;
        misconfigurations = 0;
        open();
        return opened;
    }

    /** The destination can't take anything now; it may have asked for a pause. */
    void failed(String reason, Duration asked, long now) {
        if (isShut(now)) {
            closedUntil = Math.max(closedUntil, now + asked.toMillis());
            return;
        }
        failures++;
        places = Math.max(1, places / 2);
        if (!asked.isZero() || failures >= FAILURES_BEFORE_CLOSING) {
            int beyond = Math.max(1, failures - FAILURES_BEFORE_CLOSING + 1);
            close(longer(outage.pause(beyond), asked), now, new State(Condition.RETRYING, reason, ""));
        }
    }

    /** The destination asks for less. */
    void slowed(String reason, Duration pause, long now) {
        close(pause, now, new State(Condition.SLOWED, reason, ""));
        askedUntil = Math.max(askedUntil, now + pause.toMillis());
        tell();
    }

    /** A person is needed; of several requests that were under way only the first counts. */
    void misconfigured(String reason, String remedy, long now) {
        if (!isShut(now)) {
            doubted(reason, remedy, now);
            tell();
        }
    }

    /** A person may be needed, by what became of events of this node alone. */
    void doubted(String reason, String remedy, long now) {
        if (isShut(now)) {
            return;
        }
        misconfigurations++;
        Duration pause = misconfiguration.ceiling(misconfigurations);
        close(pause, now, new State(Condition.MISCONFIGURED, reason, remedy));
    }

    /** What other nodes' gates ought to hear, once. */
    Optional<GateNews> news(long now) {
        Optional<GateNews> latest = news;
        news = Optional.empty();
        return latest.map(each -> each instanceof GateNews.Closed told
                ? new GateNews.Closed(told.why(), Duration.ofMillis(Math.max(0, closedUntil - now)))
                : each);
    }

    /** What another node's gate has learned; answers whether that opened this one. */
    boolean heard(GateNews told, long now) {
        if (told instanceof GateNews.Closed shut) {
            heardOfClosing(shut.why(), shut.pause().plus(FIRST_SAY), now);
            return false;
        }
        // What the destination asked of this node stands, and so does what this node alone can't reach.
        if (!closed || !shared || now < askedUntil) {
            return false;
        }
        open();
        return true;
    }

    private void heardOfClosing(State why, Duration pause, long now) {
        boolean misconfigured = why.condition() == Condition.MISCONFIGURED;
        // One node that is set up or placed wrongly may stop the others for a moment, and must not for good.
        if (misconfigured && (isShut(now) || now < experiencedUntil)) {
            return;
        }
        if (isShut(now) && (state.condition() == Condition.MISCONFIGURED || !shared)) {
            closedUntil = Math.max(closedUntil, now + pause.toMillis());
            return;
        }
        close(pause, now, why);
        shared = true;
        hearsay = true;
    }

    private boolean isShut(long now) {
        return closed && now < closedUntil;
    }

    private void tell() {
        shared = true;
        news = Optional.of(new GateNews.Closed(state, Duration.ZERO));
    }

    private void close(Duration pause, long now, State why) {
        closed = true;
        shared = false;
        hearsay = false;
        places = 1;
        closedUntil = Math.max(closedUntil, now + pause.toMillis());
        state = why;
    }

    private void open() {
        closed = false;
        shared = false;
        hearsay = false;
        closedUntil = 0;
        state = State.RUNNING;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
