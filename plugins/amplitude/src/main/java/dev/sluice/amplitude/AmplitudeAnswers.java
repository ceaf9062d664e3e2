package dev.sluice.amplitude;

import dev.sluice.spi.Answer;
import dev.sluice.spi.DeliveryResponse;
import dev.sluice.spi.Fate;
import dev.sluice.spi.MappedEvent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What Amplitude's answers mean. A 400 or 429 refuses the whole request, so what it does not name is sent again. Source:
 * amplitude.com/docs/apis/analytics/http-v2 and /batch-event-upload, section on status codes.
 */
final class AmplitudeAnswers {

    /** How long Amplitude asks to leave a throttled user or device alone. */
    static final Duration THROTTLE_PAUSE = Duration.ofSeconds(30);

    private final AmplitudeSettings settings;

    AmplitudeAnswers(AmplitudeSettings settings) {
        this.settings = settings;
    }

    Answer read(DeliveryResponse response, List<MappedEvent> batch) {
        AnswerBody body = new AnswerBody(response, settings.apiKey());
        int status = response.status();
        return switch (status) {
            case 200 -> delivered(body, batch.size());
            case 400 -> refused(response, body, batch);
            case 401 -> keyRefused(said(status, body));
            case 403 ->
                new Answer.Misconfigured(
                        said(status, body),
                        "a firewall or a sanctioned region is in the way: see where the relay sends from");
            case 408 -> unavailable(response, body);
            case 413 -> new Answer.TooLarge(said(status, body));
            case 429 -> throttled(response, body, batch);
            default -> other(response, body);
        };
    }

    private static Answer delivered(AnswerBody body, int sent) {
        if (body.isPage()) {
            return new Answer.Unavailable(
                    "200 with a web page: something other than Amplitude answered", Optional.empty());
        }
        int ingested = body.json().path("events_ingested").asInt(sent);
        return new Answer.Delivered(
                ingested == sent
                        ? Optional.empty()
                        : Optional.of("Amplitude counted " + ingested + " events where " + sent + " were sent"));
    }

    private Answer refused(DeliveryResponse response, AnswerBody body, List<MappedEvent> batch) {
        Optional<Answer> sorted = sorted(response, body, batch);
        if (sorted.isPresent()) {
            return sorted.get();
        }
        String error = body.error().toLowerCase(Locale.ROOT);
        if (error.contains("invalid api key")
                || body.json().path("missing_field").asText().equals("api_key")) {
            return keyRefused("400 Invalid API key");
        }
        if (error.contains("invalid request path")) {
            return wrongEndpoint(said(400, body));
        }
        return new Answer.Refused(said(400, body));
    }

    private static Answer throttled(DeliveryResponse response, AnswerBody body, List<MappedEvent> batch) {
        return sorted(response, body, batch)
                .orElseGet(() -> new Answer.SlowDown(
                        said(429, body) + " (the whole project)",
                        response.retryAfter().orElse(THROTTLE_PAUSE)));
    }

    private Answer other(DeliveryResponse response, AnswerBody body) {
        int status = response.status();
        if (status == 404 || status == 405 || (status >= 300 && status < 400)) {
            return wrongEndpoint(said(status, body));
        }
        return status >= 400 && status < 500 ? new Answer.Refused(said(status, body)) : unavailable(response, body);
    }

    private static Answer unavailable(DeliveryResponse response, AnswerBody body) {
        return new Answer.Unavailable(said(response.status(), body), response.retryAfter());
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

    private Answer wrongEndpoint(String reason) {
        return new Answer.Misconfigured(reason, "check the address " + settings.endpoint() + " (settings.endpoint)");
    }

    private static String said(int status, AnswerBody body) {
        String error = body.error();
        return error.isEmpty() ? Integer.toString(status) : status + " " + error;
    }
}
