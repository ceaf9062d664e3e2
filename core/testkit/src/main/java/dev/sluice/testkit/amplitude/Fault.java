package dev.sluice.testkit.amplitude;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** Something that goes wrong with one request. Where not said otherwise, nothing of the request is taken in. */
public sealed interface Fault {

    /** Whom a 429 names. */
    enum Throttled {
        USERS,
        DEVICES,
        DAILY_QUOTA,
        /** Places of events alone, without {@code eps_threshold}. */
        EVENTS_ONLY,
        NONE
    }

    /** Answers this. */
    record Answers(Reply reply) implements Fault {

        /** The same with a {@code Retry-After} of so many whole seconds. */
        public Answers retryAfter(Duration pause) {
            return new Answers(new Reply(reply.status(), reply.contentType(), reply.body(), Optional.of(pause)));
        }

        /** The same, but the request is taken in first, as a gateway's time-out can have it. */
        public Fault afterIngest() {
            return new AnswersAfterIngest(reply);
        }
    }

    /** Takes the request in by the usual rules and answers this all the same. */
    record AnswersAfterIngest(Reply reply) implements Fault {}

    /** Answers 429 and names the owner of the request's first event. */
    record Throttles(Throttled kind) implements Fault {}

    /** Answers 400 and names these places of the request as having an invalid {@code event_properties}. */
    record RefusesEvents(List<Integer> places) implements Fault {

        public RefusesEvents {
            places = List.copyOf(places);
        }
    }

    /** Answers that the API key is invalid, with the key. */
    record RefusesKey() implements Fault {}

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

    /** Takes the request in and answers 200 with half of the JSON. */
    record Truncates() implements Fault {}

    /** Any status with Amplitude's form of an error. */
    static Answers json(int status, String error) {
        return new Answers(Replies.error(status, error));
    }

    /** Any status with a page, as a load balancer writes it. */
    static Answers html(int status) {
        String page = "<html><head><title>" + status + "</title></head><body><center>nginx</center></body></html>";
        return new Answers(new Reply(status, Reply.HTML, page, Optional.empty()));
    }

    /** Any status with plain text. */
    static Answers plain(int status, String text) {
        return new Answers(new Reply(status, Reply.PLAIN, text, Optional.empty()));
    }

    /** 429 for the first event's user. */
    static Fault throttledUsers() {
        return new Throttles(Throttled.USERS);
    }

    /** 429 for the first event's device. */
    static Fault throttledDevices() {
        return new Throttles(Throttled.DEVICES);
    }

    /** 429 for the daily quota of the first event's user and device. */
    static Fault dailyQuotaExceeded() {
        return new Throttles(Throttled.DAILY_QUOTA);
    }

    /** 429 with the place of the first event and nothing else, no {@code eps_threshold} either. */
    static Fault throttledEventsOnly() {
        return new Throttles(Throttled.EVENTS_ONLY);
    }

    /** 429 that names nobody. */
    static Fault throttledNamingNone() {
        return new Throttles(Throttled.NONE);
    }

    /** 400 that names these places; those beyond the request are left out. */
    static Fault refusesEvents(int... places) {
        return new RefusesEvents(IntStream.of(places).boxed().toList());
    }

    /** 400 that names the first event alone. */
    static Fault refusesFirstEvent() {
        return refusesEvents(0);
    }

    /** 400 that names no event. */
    static Fault refusesNamingNone() {
        return new Answers(Replies.invalidFields());
    }

    static Fault invalidApiKey() {
        return new RefusesKey();
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

    static Fault truncatesJson() {
        return new Truncates();
    }
}
