package dev.sluice.testkit.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Optional;

/**
 * An answer as it goes over the wire.
 *
 * @param retryAfter sent in whole seconds
 */
public record Reply(int status, String contentType, String body, Optional<Duration> retryAfter) {

    public Reply {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status " + status + " is not a final HTTP status; use 200 to 599");
        }
    }

    /** An answer in JSON. */
    public static Reply json(int status, String body) {
        return new Reply(status, "application/json", body, Optional.empty());
    }

    /** {@code {"code":…,"error":…}}, which is or resembles the form of most vendors. */
    public static Reply error(int status, String error) {
        return json(
                status,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("code", status)
                        .put("error", error)
                        .toString());
    }

    /** A page, as a load balancer writes it. */
    public static Reply html(int status) {
        String page = "<html><head><title>" + status + "</title></head><body><center>nginx</center></body></html>";
        return new Reply(status, "text/html", page, Optional.empty());
    }

    /** Plain text. */
    public static Reply plain(int status, String text) {
        return new Reply(status, "text/plain", text, Optional.empty());
    }

    /** The same with a {@code Retry-After} of so many whole seconds. */
    public Reply retryAfter(Duration pause) {
        return new Reply(status, contentType, body, Optional.of(pause));
    }
}
