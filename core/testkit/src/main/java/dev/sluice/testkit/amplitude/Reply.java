package dev.sluice.testkit.amplitude;

import java.time.Duration;
import java.util.Optional;

/**
 * An answer as it goes over the wire.
 *
 * @param retryAfter sent in whole seconds
 */
public record Reply(int status, String contentType, String body, Optional<Duration> retryAfter) {

    static final String JSON = "application/json";
    static final String HTML = "text/html";
    static final String PLAIN = "text/plain";

    public Reply {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status " + status + " is not a final HTTP status; use 200 to 599");
        }
    }

    static Reply json(int status, String body) {
        return new Reply(status, JSON, body, Optional.empty());
    }
}
