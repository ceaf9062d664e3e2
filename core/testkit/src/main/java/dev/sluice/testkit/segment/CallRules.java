package dev.sluice.testkit.segment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;

/**
 * What Segment asks of each call. It answers 200 to a call that breaks a rule and drops it. Sources:
 * segment.com/docs/connections/sources/catalog/libraries/server/http-api, sections on batch and errors; /connections/spec/common.
 */
final class CallRules {

    private static final Set<String> TYPES = Set.of("identify", "group", "track", "page", "screen", "alias");

    /** A messageId stays under it. */
    private static final int MESSAGE_ID_LENGTH = 100;

    private CallRules() {}

    /** The rule that a call breaks; empty where it is taken in. */
    static Optional<String> breach(ObjectNode call) {
        if (!TYPES.contains(call.path("type").asText())) {
            return Optional.of("the type is not a method of the API");
        }
        if (!isText(call.path("userId")) && !isText(call.path("anonymousId"))) {
            return Optional.of("no_user_anon_id");
        }
        if (call.path("type").asText().equals("track") && !isText(call.path("event"))) {
            return Optional.of("a track call has no event");
        }
        if (call.path("messageId").asText().length() >= MESSAGE_ID_LENGTH) {
            return Optional.of("the messageId is too long");
        }
        JsonNode timestamp = call.path("timestamp");
        return timestamp.isMissingNode() || isIsoTime(timestamp.asText())
                ? Optional.empty()
                : Optional.of("the timestamp is not ISO 8601");
    }

    private static boolean isText(JsonNode value) {
        return value.isTextual() && !value.textValue().isBlank();
    }

    private static boolean isIsoTime(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeException other) {
            return false;
        }
    }
}
