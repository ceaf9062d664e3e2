package dev.sluice.lane.deliver;

import dev.sluice.lane.LaneStatus.Condition;
import dev.sluice.lane.LaneStatus.State;
import java.time.Duration;

/**
 * Whether a lane sends at all. Closed for a while when the destination fails again and again, asks for less, or needs a person;
 * then a single request is let through, and its answer opens the gate or closes it again. What comes after it comes one by one more
 * at once, since a destination that has just got up is soon knocked down. Times are those of a clock that is never set. For one
 * thread.
 */
final class Gate {

    /** A single failure says more about the request than about the destination. */
    private static final int FAILURES_BEFORE_CLOSING = 5;

    private final RetryBackoff outage;
    private final RetryBackoff misconfiguration;
    private State state = State.RUNNING;
    private boolean closed;
    private long closedUntil;
    private int failures;
    private int misconfigurations;
    private long successes;

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
        if (places < Integer.MAX_VALUE) {
            places++;
        }
        failures = 0;
        misconfigurations = 0;
        closed = false;
        closedUntil = 0;
        state = State.RUNNING;
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
    }

    /** A person is needed; of several requests that were under way only the first counts. */
    void misconfigured(String reason, String remedy, long now) {
        if (isShut(now)) {
            return;
        }
        misconfigurations++;
        Duration pause = misconfiguration.ceiling(misconfigurations);
        close(pause, now, new State(Condition.MISCONFIGURED, reason, remedy));
    }

    private boolean isShut(long now) {
        return closed && now < closedUntil;
    }

    private void close(Duration pause, long now, State why) {
        closed = true;
        places = 1;
        closedUntil = Math.max(closedUntil, now + pause.toMillis());
        state = why;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
