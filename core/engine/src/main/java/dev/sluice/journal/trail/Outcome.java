package dev.sluice.journal.trail;

/** What a step made of an event. */
public enum Outcome {
    DELIVERED("delivered"),
    FILTERED("filtered"),
    RETRIED("to be sent again"),
    PARKED("set aside on disk"),
    DEAD_LETTERED("given up, a dead letter"),
    REPLAYED("replayed from the dead letters"),
    DISCARDED("its dead letter was deleted");

    private final String words;

    Outcome(String words) {
        this.words = words;
    }

    /** The outcome as part of a sentence. */
    public String words() {
        return words;
    }
}
