package dev.sluice.testkit.mixpanel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What strict validation looks at in one event. Source: Mixpanel's document of the Import API, sections on requirements, time, distinct_id and
 * $insert_id.
 */
final class EventRules {

    /** A field and what is wrong with it. */
    record Flaw(String field, String message) {}

    private static final int MAX_EVENT_BYTES = 999_999;
    private static final int MOST_ENTRIES = 254;

    /** The document leaves open whether the properties are the first of the 3; the stricter reading is meant. */
    private static final int DEEPEST = 3;

    private static final Pattern INSERT_ID = Pattern.compile("[0-9A-Za-z-]{1,36}");
    private static final Duration AHEAD = Duration.ofHours(1);
    private static final Instant EARLIEST = Instant.parse("1971-01-01T00:00:00Z");

    /** Times below it are seconds: as milliseconds they would lie before 1971. */
    private static final long LEAST_MILLIS = 31_536_000_000L;

    private static final Set<String> REFUSED_IDS = Set.of(
            "00000000-0000-0000-0000-000000000000",
            "anon",
            "anonymous",
            "nil",
            "none",
            "null",
            "n/a",
            "na",
            "undefined",
            "unknown",
            "<nil>",
            "0",
            "-1",
            "true",
            "false",
            "[]",
            "{}");

    private EventRules() {}

    /** The first flaw of an event; empty where it is imported. */
    static Optional<Flaw> flaw(ObjectNode event, Instant now) {
        if (!event.path("event").isTextual() || event.path("event").asText().isBlank()) {
            return flaw("event", "is required");
        }
        if (!(event.path("properties") instanceof ObjectNode properties)) {
            return flaw("properties", "is required");
        }
        return time(properties.path("time"), now)
                .or(() -> distinctId(properties.path("distinct_id")))
                .or(() -> insertId(properties.path("$insert_id")))
                .or(() -> entries("properties", properties, 1))
                .or(() -> size(event));
    }

    private static Optional<Flaw> time(JsonNode time, Instant now) {
        if (!time.isIntegralNumber()) {
            return flaw("properties.time", "is invalid: must be specified as seconds since epoch");
        }
        long value = time.longValue();
        Instant at = value < LEAST_MILLIS ? Instant.ofEpochSecond(value) : Instant.ofEpochMilli(value);
        return at.isBefore(EARLIEST) || at.isAfter(now.plus(AHEAD))
                ? flaw("properties.time", "is invalid: before 1971 or too far in the future")
                : Optional.empty();
    }

    private static Optional<Flaw> distinctId(JsonNode id) {
        return !id.isTextual() || REFUSED_IDS.contains(id.asText())
                ? flaw("properties.distinct_id", "is invalid")
                : Optional.empty();
    }

    private static Optional<Flaw> insertId(JsonNode id) {
        return id.isTextual() && INSERT_ID.matcher(id.asText()).matches() && !REFUSED_IDS.contains(id.asText())
                ? Optional.empty()
                : flaw("properties.$insert_id", "is invalid: at most 36 alphanumeric characters or -");
    }

    private static Optional<Flaw> entries(String path, JsonNode value, int level) {
        if (!value.isContainerNode()) {
            return Optional.empty();
        }
        if (level > DEEPEST) {
            return flaw(path, "is invalid: nested too deeply");
        }
        if (value.size() > MOST_ENTRIES) {
            return flaw(path, "is invalid: must have fewer than 255 entries");
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            Optional<Flaw> flaw = entries(path + "." + field.getKey(), field.getValue(), level + 1);
            if (flaw.isPresent()) {
                return flaw;
            }
        }
        return value.isArray() ? elements(path, value, level) : Optional.empty();
    }

    private static Optional<Flaw> elements(String path, JsonNode array, int level) {
        for (JsonNode element : array) {
            Optional<Flaw> flaw = entries(path, element, level + 1);
            if (flaw.isPresent()) {
                return flaw;
            }
        }
        return Optional.empty();
    }

    private static Optional<Flaw> size(ObjectNode event) {
        return event.toString().getBytes(StandardCharsets.UTF_8).length > MAX_EVENT_BYTES
                ? flaw("event", "is invalid: must be smaller than 1MB")
                : Optional.empty();
    }

    private static Optional<Flaw> flaw(String field, String what) {
        return Optional.of(new Flaw(field, "'" + field + "' " + what));
    }
}
