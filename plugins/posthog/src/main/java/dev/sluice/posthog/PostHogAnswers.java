package dev.sluice.posthog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.spi.Answer;
import dev.sluice.spi.DeliveryResponse;
import dev.sluice.spi.http.AnswerBody;
import dev.sluice.spi.http.StatusAnswer;
import java.util.List;
import java.util.Set;

/**
 * What PostHog's answers mean. It names no event; a 200 that says {@code quota_limited} threw the events away. Sources:
 * posthog.com/docs/api/capture, section on responses, and the answers of PostHog's public capture service.
 */
final class PostHogAnswers {

    /** A 400 with one of these is about the key, not about an event. */
    private static final Set<String> KEY_CODES = Set.of("invalid_project", "invalid_api_key", "missing_api_key");

    private final PostHogSettings settings;
    private final StatusAnswer byStatus;

    PostHogAnswers(PostHogSettings settings) {
        this.settings = settings;
        byStatus = new StatusAnswer(
                settings.endpoint(),
                "check settings.projectApiKey, which was sent to region "
                        + settings.region().setting()
                        + ": it begins with phc_, and settings.region must be the project's");
    }

    Answer read(DeliveryResponse response) {
        AnswerBody body = new AnswerBody(response, List.of(settings.projectApiKey()));
        if (response.status() == 200 && isOverQuota(body.json().path("quota_limited"))) {
            return new Answer.Misconfigured(
                    "200, but the events were thrown away: the project is over its billing limit",
                    "raise the limit in PostHog's billing, or wait for the next period; all events are kept until then");
        }
        if (response.status() == 400
                && KEY_CODES.contains(body.json().path("code").asText())) {
            return byStatus.unauthorized(body.said());
        }
        return byStatus.read(response, body);
    }

    /** Other resources, such as recordings, may be over their limit without harm. */
    private static boolean isOverQuota(JsonNode resources) {
        for (JsonNode resource : resources) {
            if (resource.asText().equals("events")) {
                return true;
            }
        }
        return false;
    }
}
