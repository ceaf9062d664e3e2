package dev.sluice.amplitude;

import dev.sluice.spi.Answer;
import dev.sluice.spi.DeliveryResponse;
import dev.sluice.spi.Fate;
import dev.sluice.spi.MappedEvent;
import dev.sluice.spi.http.AnswerBody;
import dev.sluice.spi.http.StatusAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What Amplitude's answers mean. A 400 or 429 refuses the whole request, so what it does not name is sent again, as after any
 * success but 200, which nobody documents. Source:
 * amplitude.com/docs/apis/analytics/http-v2 and /batch-event-upload, section on status codes.
 */
final class AmplitudeAnswers {

    /** How long Amplitude asks to leave a throttled user or device alone. */
    static final Duration THROTTLE_PAUSE = Duration.ofSeconds(30);

    private final AmplitudeSettings settings;
    private final StatusAnswer byStatus;

    AmplitudeAnswers(AmplitudeSettings settings) {
        this.settings = settings;
        byStatus = new StatusAnswer(
                settings.endpoint(), "a firewall or a sanctioned region is in the way: see where the relay sends from");
    }

    Answer read(DeliveryResponse response, List<MappedEvent> batch) {
        AnswerBody body = new AnswerBody(response, List.of(settings.apiKey()));
        return switch (response.status()) {
            case 200 -> delivered(response, body, batch.size());
            case 400 -> refused(response, body, batch);
            case 401 -> keyRefused(body.said());
            case 429 -> throttled(response, body, batch);
            default ->
                response.status() / 100 == 2
                        ? new Answer.Unavailable(body.said(), response.retryAfter())
                        : byStatus.read(response, body);
        };
    }

    private Answer delivered(DeliveryResponse response, AnswerBody body, int sent) {
        int ingested = body.json().path("events_ingested").asInt(sent);
        return ingested == sent
                ? byStatus.read(response, body)
                : new Answer.Delivered(
                        Optional.of("Amplitude counted " + ingested + " events where " + sent + " were sent"));
    }

    private Answer refused(DeliveryResponse response, AnswerBody body, List<MappedEvent> batch) {
        Optional<Answer> sorted = sorted(response, body, batch);
        if (sorted.isPresent()) {
            return sorted.get();
        }
        String error = body.words().toLowerCase(Locale.ROOT);
        if (error.contains("invalid api key")
                || body.json().path("missing_field").asText().equals("api_key")) {
            return keyRefused("400 Invalid API key");
        }
        if (error.contains("invalid request path")) {
            return byStatus.wrongEndpoint(body.said());
        }
        return new Answer.Refused(body.said());
    }

    private static Answer throttled(DeliveryResponse response, AnswerBody body, List<MappedEvent> batch) {
        return sorted(response, body, batch)
                .orElseGet(() -> new Answer.SlowDown(
                        body.said() + " (the whole project)",
                        response.retryAfter().orElse(THROTTLE_PAUSE)));
    }

    /** The fates of the events, where the answer tells anything about any. */
    private static Optional<Answer> sorted(DeliveryResponse response, AnswerBody body, List<MappedEvent> batch) {
        Duration pause = response.retryAfter()
                .filter(asked -> asked.compareTo(THROTTLE_PAUSE) > 0)
                .orElse(THROTTLE_PAUSE);
        List<Fate> fates = new NamedEvents(body, pause).fates(batch);
        boolean innocent = fates.stream().allMatch(Fate.Again.class::isInstance);
        return innocent ? Optional.empty() : Optional.of(new Answer.Sorted(fates));
    }

    private Answer keyRefused(String reason) {
        String region = settings.region().name().toLowerCase(Locale.ROOT);
        return new Answer.Misconfigured(
                reason,
                "check settings.apiKey, which was sent to region " + region
                        + ": a key of a project in the other region is refused, set settings.region to match");
    }
}
