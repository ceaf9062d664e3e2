package dev.sluice.testkit.http;

import com.fasterxml.jackson.core.JsonPointer;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How an endpoint is set up. {@link #taking} is one that asks for nothing; the other methods copy with one thing changed.
 *
 * @param form how events make a request
 * @param method the only one that is taken
 * @param id where an event's id stands in what is sent for it
 * @param headers that each request must have, by lower-case name
 * @param secrets any of which may have signed; empty where signatures are not looked at
 * @param maxBytes longer bodies get 413
 * @param clock what timestamps of signatures are compared with
 * @param port 0 for any free one
 * @param maxKept events, duplicates, requests and webhook ids that are remembered, each; the oldest go first
 */
public record EndpointOptions(
        BodyForm form,
        String method,
        JsonPointer id,
        Map<String, String> headers,
        List<String> secrets,
        int maxBytes,
        Clock clock,
        int port,
        int maxKept) {

    private static final int DEFAULT_MAX_BYTES = 1_000_000;
    private static final int DEFAULT_MAX_KEPT = 100_000;

    public EndpointOptions {
        headers = Map.copyOf(headers);
        secrets = List.copyOf(secrets);
    }

    /** POST at any path, up to a megabyte, the id under {@code event_id}; a free port and the system's clock. */
    public static EndpointOptions taking(BodyForm form) {
        return new EndpointOptions(
                form,
                "POST",
                JsonPointer.compile("/event_id"),
                Map.of(),
                List.of(),
                DEFAULT_MAX_BYTES,
                Clock.systemUTC(),
                0,
                DEFAULT_MAX_KEPT);
    }

    /** Takes this method alone. */
    public EndpointOptions withMethod(String other) {
        return new EndpointOptions(form, other, id, headers, secrets, maxBytes, clock, port, maxKept);
    }

    /** Finds an event's id here; empty for a whole text. */
    public EndpointOptions withId(String pointer) {
        return new EndpointOptions(
                form, method, JsonPointer.compile(pointer), headers, secrets, maxBytes, clock, port, maxKept);
    }

    /** Answers 401 without this header. */
    public EndpointOptions withHeader(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name.toLowerCase(Locale.ROOT), value);
        return new EndpointOptions(form, method, id, more, secrets, maxBytes, clock, port, maxKept);
    }

    /** Answers 401 to what none of these has signed. */
    public EndpointOptions signedWith(List<String> others) {
        return new EndpointOptions(form, method, id, headers, others, maxBytes, clock, port, maxKept);
    }

    /** Takes no longer bodies. */
    public EndpointOptions upTo(int bytes) {
        return new EndpointOptions(form, method, id, headers, secrets, bytes, clock, port, maxKept);
    }

    /** Goes by this clock. */
    public EndpointOptions withClock(Clock other) {
        return new EndpointOptions(form, method, id, headers, secrets, maxBytes, other, port, maxKept);
    }
}
