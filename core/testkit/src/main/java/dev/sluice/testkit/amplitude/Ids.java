package dev.sluice.testkit.amplitude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Who an event belongs to. */
final class Ids {

    static final List<String> FIELDS = List.of("user_id", "device_id");

    /** Without {@code options.min_id_length}, shorter ids get a 400. Source: Amplitude's document of the HTTP V2 API. */
    static final int DEFAULT_MIN_LENGTH = 5;

    /** Ids that count as none, in any letter case. Source: Amplitude-TypeScript#350. */
    private static final Set<String> REFUSED = Set.of(
            "anonymous",
            "nil",
            "none",
            "null",
            "n/a",
            "na",
            "undefined",
            "unknown",
            "",
            "00000000-0000-0000-0000-000000000000",
            "{}",
            "lmy47d",
            "0",
            "-1");

    private Ids() {}

    /** The id in this field, empty where there is none or a refused one. */
    static Optional<String> id(ObjectNode event, String field) {
        return Optional.ofNullable(event.get(field))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(id -> !isRefused(id));
    }

    /** Takes refused ids out, as Amplitude does before it stores an event. */
    static void removeRefused(ObjectNode event) {
        FIELDS.stream().filter(field -> id(event, field).isEmpty()).forEach(event::remove);
    }

    static void check(ObjectNode event, int place, int minLength, BadEvents bad) {
        if (FIELDS.stream().allMatch(field -> id(event, field).isEmpty())) {
            bad.add(BadEvents.Kind.MISSING_FIELD, "user_id", place);
        }
        for (String field : FIELDS) {
            if (event.hasNonNull(field) && !event.get(field).isTextual()) {
                bad.add(BadEvents.Kind.INVALID_FIELD, field, place);
            }
            id(event, field)
                    .filter(id -> id.length() < minLength)
                    .ifPresent(id -> bad.add(BadEvents.Kind.INVALID_ID_LENGTH, field, place));
        }
    }

    private static boolean isRefused(String id) {
        return REFUSED.contains(id.toLowerCase(Locale.ROOT));
    }
}
