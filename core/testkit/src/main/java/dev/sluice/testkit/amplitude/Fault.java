package dev.sluice.testkit.amplitude;

import java.util.Map;

/** A way in which the sandbox can be told to fail. */
public sealed interface Fault {

    /**
     * An answer in place of the right one; nothing is taken in.
     *
     * @param headers such as Retry-After
     */
    record Answers(int status, Map<String, String> headers, String body) implements Fault {}

    /** The connection is cut before anything is taken in. */
    record ResetBefore() implements Fault {}

    /** The events are taken in, then the connection is cut. */
    record ResetAfter() implements Fault {}

    /** No answer ever comes; nothing is taken in. */
    record Hangs() implements Fault {}

    /** The events are taken in, and the answer drips so slowly that nobody waits for its end. */
    record Drips() implements Fault {}

    /** The events are taken in, and the answer's JSON is cut short. */
    record CutShort() implements Fault {}

    /** 400 naming the first event of the request in {@code events_with_invalid_fields}. */
    record NamesFirst() implements Fault {}

    /** 429 naming all users of the request, without {@code eps_threshold}. */
    record ThrottlesUsers() implements Fault {}

    /** 429 naming the first user of the request as over its daily quota. */
    record ExceedsQuota() implements Fault {}

    /** An answer in Amplitude's JSON. */
    static Fault status(int status, String error) {
        return new Answers(
                status,
                Map.of("Content-Type", "application/json"),
                SandboxAnswer.error(status, error).body());
    }

    /** An answer that asks to come back later. */
    static Fault retryAfter(int status, int seconds) {
        return new Answers(status, Map.of("Retry-After", Integer.toString(seconds)), "");
    }

    /** A load balancer's page. */
    static Fault page(int status) {
        return new Answers(
                status,
                Map.of("Content-Type", "text/html"),
                "<html><head><title>" + status + "</title></head><body>nginx</body></html>");
    }
}
