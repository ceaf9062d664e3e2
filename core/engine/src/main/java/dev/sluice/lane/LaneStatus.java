package dev.sluice.lane;

import java.util.concurrent.atomic.AtomicLong;

/** What a lane is doing, as health, metrics and console see it. Written by the lane's stages, read from any thread. */
public final class LaneStatus {

    /** The lane's condition. */
    public enum Condition {
        /** Events go through, or would. */
        RUNNING,
        /** The destination does not answer as it should; the lane tries again by itself. */
        RETRYING,
        /** The destination asked for less. */
        SLOWED,
        /** Nothing goes through until a person mends something; the lane then goes on by itself. */
        MISCONFIGURED,
        /** A person holds it back. */
        PAUSED
    }

    /**
     * A condition and its cause.
     *
     * @param reason what the destination said; empty while running
     * @param remedy what a person can do; empty where nothing is needed
     */
    public record State(Condition condition, String reason, String remedy) {

        /** All is well. */
        public static final State RUNNING = new State(Condition.RUNNING, "", "");

        /** Nothing is sent until a person says so. */
        public static final State PAUSED = new State(
                Condition.PAUSED, "a person holds it back; what is accepted waits in the journal", "resume it");
    }

    private final AtomicLong unaccounted = new AtomicLong();
    private final AtomicLong oldestUnsettledMillis = new AtomicLong();
    private volatile State state = State.RUNNING;

    /** The condition now. */
    public State state() {
        return state;
    }

    /** Tells of a new condition. */
    public void become(State now) {
        state = now;
    }

    /** When the oldest event that was read and not settled was received, in milliseconds since 1970; 0 where there is none. */
    public long oldestUnsettledMillis() {
        return oldestUnsettledMillis.get();
    }

    /** Tells when the oldest unsettled event was received; 0 where there is none. */
    public void oldestUnsettled(long receivedAtMillis) {
        oldestUnsettledMillis.set(receivedAtMillis);
    }

    /** Events that were read and of which nobody can say what became of them, as of the last quiet moment: always 0. */
    public long unaccounted() {
        return unaccounted.get();
    }

    /** Tells how many events are not accounted for; answers whether that is news. */
    public boolean accounted(long missing) {
        return unaccounted.getAndSet(missing) != missing;
    }
}
