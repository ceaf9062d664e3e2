package dev.sluice.spi;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An HTTP answer as received.
 *
 * @param status the status code
 * @param headers by name in any letter case; the first value where a header came twice
 * @param body the body, cut where it ran over the engine's bound
 * @param receivedAt when it was received
 */
public record DeliveryResponse(int status, Map<String, String> headers, byte[] body, Instant receivedAt) {

    /** Copies the headers, which are found in any letter case from then on. */
    public DeliveryResponse {
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = anyCase;
    }

    /**
     * The header {@code Retry-After}, in seconds or as a date (RFC 9110, 10.2.3).
     *
     * @return how long to wait from {@link #receivedAt} on, never negative; empty where absent or unreadable
     */
    public Optional<Duration> retryAfter() {
        String value = headers.getOrDefault("Retry-After", "").strip();
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.length() <= 9 && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(receivedAt, until);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
