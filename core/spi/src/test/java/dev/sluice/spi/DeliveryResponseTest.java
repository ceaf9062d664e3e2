package dev.sluice.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryResponseTest {

    private static Optional<Duration> retryAfter(String header, String value) {
        return new DeliveryResponse(503, Map.of(header, value), new byte[0], Instant.parse("2026-03-01T12:00:00Z"))
                .retryAfter();
    }

    @ParameterizedTest
    @CsvSource({
        "7, PT7S",
        "' 120 ', PT2M",
        "0, PT0S",
        "'Sun, 01 Mar 2026 12:01:30 GMT', PT1M30S",
        "'Sun, 01 Mar 2026 11:00:00 GMT', PT0S"
    })
    void readsSecondsAndDates(String value, Duration pause) {
        assertThat(retryAfter("Retry-After", value)).contains(pause);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "-1", "1.5", "soon", "99999999999999999999", "2026-03-01T12:00:00Z"})
    void whatCannotBeReadIsAbsent(String value) {
        assertThat(retryAfter("Retry-After", value)).isEmpty();
    }

    @Test
    void headersAreFoundInAnyLetterCase() {
        assertThat(retryAfter("retry-after", "7")).contains(Duration.ofSeconds(7));
        assertThat(retryAfter("RETRY-AFTER", "7")).contains(Duration.ofSeconds(7));
        assertThat(retryAfter("Content-Type", "7")).isEmpty();
    }
}
