package dev.sluice.testkit.contract;

import dev.sluice.spi.Answer;
import dev.sluice.spi.DeliveryResponse;
import dev.sluice.spi.Destination;
import dev.sluice.spi.Fate;
import dev.sluice.spi.MappedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What a destination reads out of answers. */
final class AnswerChecks {

    private static final String GARBAGE = "\u0001\u0002 not json {";
    private static final List<String> BODIES =
            List.of("", "{}", AnswerCases.JSON_ERROR, AnswerCases.PAGE, "plain words", GARBAGE);
    private static final Duration LONGEST_UNASKED = Duration.ofHours(1);
    private static final int SEVEN_SECONDS = 7;

    private final Destination destination;
    private final List<String> secrets;
    private final List<MappedEvent> batch;

    AnswerChecks(Candidate candidate) {
        destination = candidate.destination();
        secrets = candidate.secrets();
        batch = candidate.batch(destination, Math.min(3, destination.limits().maxEvents()));
    }

    void neverFails() {
        everyCase((response, events) -> {
            Answer first = read(response, events);
            Expect.that(
                    first.equals(read(response, events)),
                    "one answer is read in two ways, " + told(response),
                    "judge by the answer and the batch alone");
        });
    }

    void fates() {
        everyCase((response, events) -> {
            if (read(response, events) instanceof Answer.Sorted sorted) {
                Fates.require(sorted, events, told(response));
            }
        });
    }

    void deliveredOnSuccessOnly() {
        everyCase((response, events) -> {
            boolean success = response.status() >= 200 && response.status() < 300;
            Expect.that(
                    success || !(read(response, events) instanceof Answer.Delivered),
                    told(response) + " is read as Delivered",
                    "take events for delivered on a 2xx alone; StatusAnswer reads all others");
        });
    }

    void texts() {
        AnswerTexts texts = new AnswerTexts(secrets);
        everyCase((response, events) -> texts.require(read(response, events), told(response)));
    }

    void unauthorized() {
        expect(401, "what a person has to mend", List.of(Answer.Misconfigured.class));
        expect(403, "what a person has to mend", List.of(Answer.Misconfigured.class, Answer.Unavailable.class));
    }

    void wrongAddress() {
        for (int status : List.of(301, 302, 307, 308, 404)) {
            expect(status, "a wrong address", List.of(Answer.Misconfigured.class, Answer.Unavailable.class));
        }
    }

    void unavailable() {
        for (int status : List.of(408, 500, 501, 502, 503, 504, 520, 529, 599)) {
            expect(status, "not now", List.of(Answer.Unavailable.class, Answer.SlowDown.class));
        }
    }

    void tooLarge() {
        expect(413, "a request that is too large", List.of(Answer.TooLarge.class));
    }

    void badRequest() {
        for (String body : List.of("", GARBAGE, AnswerCases.PAGE, "plain words")) {
            requireOneOf(
                    AnswerCases.of(400, body),
                    "refused without naming an event",
                    List.of(Answer.Refused.class, Answer.Misconfigured.class, Answer.Unavailable.class));
        }
    }

    void tooMany() {
        for (String body : BODIES) {
            requireWait(AnswerCases.of(429, body), Duration.ofMillis(1), LONGEST_UNASKED);
            for (int status : List.of(429, 503)) {
                Duration asked = Duration.ofSeconds(SEVEN_SECONDS);
                requireWait(
                        AnswerCases.withRetryAfter(status, body, Integer.toString(SEVEN_SECONDS)),
                        asked,
                        LONGEST_UNASKED);
            }
        }
    }

    void pages() {
        DeliveryResponse page = AnswerCases.of(200, AnswerCases.PAGE);
        Expect.that(
                !(read(page, batch) instanceof Answer.Delivered),
                "a web page with status 200 is read as Delivered",
                "a proxy or a log-in page answered: read it as Unavailable, as StatusAnswer does, or let"
                        + " answersWithPages() return true where the destination really answers so");
    }

    /** Something to check of the reading of one answer. */
    @FunctionalInterface
    private interface Check {
        void accept(DeliveryResponse response, List<MappedEvent> events);
    }

    private void everyCase(Check check) {
        List<List<MappedEvent>> batches = List.of(batch, batch.subList(0, 1), List.of());
        for (DeliveryResponse response : AnswerCases.all(secrets)) {
            batches.forEach(events -> check.accept(response, events));
        }
    }

    private void expect(int status, String meaning, List<Class<? extends Answer>> allowed) {
        BODIES.forEach(body -> requireOneOf(AnswerCases.of(status, body), meaning, allowed));
    }

    private void requireOneOf(DeliveryResponse response, String meaning, List<Class<? extends Answer>> allowed) {
        Answer answer = read(response, batch);
        Expect.that(
                allowed.contains(answer.getClass()),
                told(response) + " is read as " + Expect.shown(answer),
                "read it as " + String.join(" or ", names(allowed)) + ": it means " + meaning
                        + "; StatusAnswer reads it so");
    }

    private void requireWait(DeliveryResponse response, Duration least, Duration most) {
        Answer answer = read(response, batch);
        List<Duration> waits = waits(answer).toList();
        boolean patient = waits.stream().allMatch(wait -> wait.compareTo(least) >= 0 && wait.compareTo(most) <= 0);
        boolean told = !waits.isEmpty()
                || (answer instanceof Answer.Unavailable
                        && response.retryAfter().isEmpty());
        Expect.that(
                patient && told,
                told(response) + " is read as " + Expect.shown(answer),
                "read it as SlowDown or Unavailable and wait as long as Retry-After asks, from a moment to an hour"
                        + " where it asks for nothing");
    }

    private static Stream<Duration> waits(Answer answer) {
        if (answer instanceof Answer.SlowDown slowDown) {
            return Stream.of(slowDown.pause());
        }
        if (answer instanceof Answer.Unavailable unavailable) {
            return unavailable.retryAfter().stream();
        }
        if (answer instanceof Answer.Sorted sorted) {
            return sorted.fates().stream()
                    .filter(Fate.Throttled.class::isInstance)
                    .map(fate -> ((Fate.Throttled) fate).pause());
        }
        return Stream.empty();
    }

    private Answer read(DeliveryResponse response, List<MappedEvent> events) {
        Answer answer;
        try {
            answer = destination.read(response, events);
        } catch (RuntimeException | StackOverflowError failure) {
            throw Expect.breach(
                    "read() failed on " + told(response) + " for " + events.size() + " events",
                    "judge an answer that can't be read by its status alone; AnswerBody reads without failing",
                    failure);
        }
        Expect.that(
                answer != null,
                "read() returned null for " + told(response),
                "return an Answer for everything; StatusAnswer has one for each status");
        return answer;
    }

    private static List<String> names(List<Class<? extends Answer>> classes) {
        return classes.stream().map(Class::getSimpleName).toList();
    }

    private static String told(DeliveryResponse response) {
        String body = new String(response.body(), StandardCharsets.UTF_8);
        return "status " + response.status() + " with the body \""
                + (body.length() <= 100 ? body : body.substring(0, 100) + "…") + "\"";
    }
}
