package dev.sluice.segment;

import dev.sluice.spi.Answer;
import dev.sluice.spi.DeliveryResponse;
import dev.sluice.spi.http.AnswerBody;
import dev.sluice.spi.http.StatusAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What Segment's answers mean. It answers 200 to all but what it can't read or finds too large (400), names no event ever, and may
 * answer 429 with the seconds to wait in either of two headers. Source:
 * segment.com/docs/connections/sources/catalog/libraries/server/http-api, sections on rate limits and errors.
 */
final class SegmentAnswers {

    private final List<String> secrets;
    private final StatusAnswer byStatus;

    SegmentAnswers(SegmentSettings settings, List<String> secrets) {
        this.secrets = secrets;
        byStatus = new StatusAnswer(
                settings.endpoint(),
                "check settings.writeKey, which was sent to region "
                        + settings.region().setting()
                        + ": it is the source's, and settings.region must be its workspace's. A source that asks for"
                        + " OAuth takes no write key alone");
    }

    Answer read(DeliveryResponse response) {
        AnswerBody body = new AnswerBody(response, secrets);
        if (response.status() == 429) {
            Duration pause = response.retryAfter().or(() -> reset(response)).orElse(StatusAnswer.DEFAULT_PAUSE);
            return new Answer.SlowDown(body.said(), pause);
        }
        // Not documented, but no answer that says so means success.
        boolean denied =
                response.status() / 100 == 2 && !body.json().path("success").asBoolean(true);
        return denied ? new Answer.Refused(body.said()) : byStatus.read(response, body);
    }

    /** {@code X-RateLimit-Reset}, the seconds until it can be tried again; empty where absent or anything else. */
    private static Optional<Duration> reset(DeliveryResponse response) {
        String seconds =
                response.headers().getOrDefault("X-RateLimit-Reset", "").strip();
        return seconds.matches("[0-9]{1,9}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds)))
                : Optional.empty();
    }
}
