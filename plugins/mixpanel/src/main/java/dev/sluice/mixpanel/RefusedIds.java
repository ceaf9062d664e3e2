package dev.sluice.mixpanel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * Values that Mixpanel takes for no distinct_id and no $insert_id, as it writes them; its document says nothing of letter case. Source:
 * docs.mixpanel.com/reference/import-events.
 */
final class RefusedIds {

    private static final Set<String> REFUSED = Set.of(
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

    private RefusedIds() {}

    static boolean contains(String id) {
        return id.isBlank() || REFUSED.contains(id);
    }

    /** Whether a value is a text or number that Mixpanel takes as an id. */
    static boolean isUsable(JsonNode value) {
        return (value.isTextual() || value.isNumber()) && !contains(value.asText());
    }
}
