package dev.sluice.testkit.sandbox;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

/** Something that goes wrong with one request. Where not said otherwise, nothing of the request is taken in. */
public sealed interface Fault {

    /** Answers this. */
    record Answers(Reply reply) implements Fault {

        /** The same with a {@code Retry-After} of so many whole seconds. */
        public Answers retryAfter(Duration pause) {
            return new Answers(reply.retryAfter(pause));
        }

        /** The same, but the request is taken in first, as a gateway's time-out can have it. */
        public Fault afterIngest() {
            return new AnswersAfterIngest(reply);
        }
    }

    /** Takes the request in by the usual rules and answers this all the same. */
    record AnswersAfterIngest(Reply reply) implements Fault {}

    /**
     * Answers what a vendor says about this very request, such as a 429 that names its first person.
     *
     * @param about must be quick and change nothing; the request has no events where it could not be read
     */
    record AnswersAbout(Function<? super Upload, Reply> about) implements Fault {}

    /** Closes the connection without an answer, before anything is taken in. */
    record ClosesBeforeIngest() implements Fault {}

    /** Takes the request in and closes the connection without an answer. */
    record ClosesAfterIngest() implements Fault {}

    /** Keeps the connection open and never answers. */
    record Hangs() implements Fault {}

    /** Takes the request in and answers a byte at a time. */
    record Drips(Duration betweenBytes) implements Fault {

        public Drips {
            Objects.requireNonNull(betweenBytes, "betweenBytes");
            if (betweenBytes.toMillis() < 1) {
                throw new IllegalArgumentException("the pause between bytes is " + betweenBytes + "; use 1 ms or more");
            }
        }
    }

    /** Takes the request in and answers with half of the body. */
    record Truncates() implements Fault {}

    /** Any status with an error in JSON, {@link Reply#error}. */
    static Answers json(int status, String error) {
        return new Answers(Reply.error(status, error));
    }

    /** Any status with a page, as a load balancer writes it. */
    static Answers html(int status) {
        return new Answers(Reply.html(status));
    }

    /** Any status with plain text. */
    static Answers plain(int status, String text) {
        return new Answers(Reply.plain(status, text));
    }

    static Fault closesBeforeIngest() {
        return new ClosesBeforeIngest();
    }

    static Fault closesAfterIngest() {
        return new ClosesAfterIngest();
    }

    static Fault hangs() {
        return new Hangs();
    }

    static Fault drips(Duration betweenBytes) {
        return new Drips(betweenBytes);
    }

    /** The usual answer, cut in half. */
    static Fault truncatesJson() {
        return new Truncates();
    }
}
