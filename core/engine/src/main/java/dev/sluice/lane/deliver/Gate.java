package dev.sluice.lane.deliver;

import dev.sluice.lane.LaneStatus.Condition;
import dev.sluice.lane.LaneStatus.State;
import java.time.Duration;

/**
 * Whether a lane sends at all. Closed for a while when the destination fails again and again, asks for less, or needs a person;
 * then a single request is let through, and its answer opens the gate or closes it again. Times are those of a clock that is
 * never set. For one thread.
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
        return !closed || (now >= closedUntil && inFlight == 0);
    }

    /** When a closed gate lets its single request through; 0 while it is open. */
    long closedUntil() {
        return closed ? closedUntil : 0;
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
    boolean succeeded() {
        boolean opened = closed;
        successes++;
        failures = 0;
        misconfigurations = 0;
        closed = false;
        closedUntil = 0;
        state = State.RUNNING;
        return opened;
    }

    /** The destination can't take anything now; it may have asked for a pause. */
    void failed(String reason, Duration asked, long now) {
        failures++;
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
        if (closed && now < closedUntil) {
            return;
        }
        misconfigurations++;
        Duration pause = misconfiguration.ceiling(misconfigurations);
        close(pause, now, new State(Condition.MISCONFIGURED, reason, remedy));
    }

    private void close(Duration pause, long now, State why) {
        closed = true;
        closedUntil = Math.max(closedUntil, now + pause.toMillis());
        state = why;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
