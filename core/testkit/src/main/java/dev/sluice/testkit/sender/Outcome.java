package dev.sluice.testkit.sender;

/** What became of one try. */
public sealed interface Outcome {

    /** The receiver answered with this HTTP status, within the limit. */
    record Answered(int status) implements Outcome {}

    /** No whole answer within the limit. The receiver may have taken the webhook all the same. */
    record TooLate() implements Outcome {}

    /** No connection, or none to the end: refused, reset, closed before an answer, or TLS that failed. */
    record Disconnected() implements Outcome {}

    /** Whether the sender is content and goes on; it is with any 2xx. */
    default boolean isTaken() {
        return this instanceof Answered answered && answered.status() / 100 == 2;
    }
}
