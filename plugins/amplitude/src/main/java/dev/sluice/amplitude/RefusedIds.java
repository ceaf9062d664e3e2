package dev.sluice.amplitude;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;

/**
 * Ids that Amplitude does not take for anybody, in any letter case: an event with one counts as having none. Source: the list of
 * Amplitude's ingestion as told in its SDK's issue Amplitude-TypeScript#350.
 */
final class RefusedIds {

    private static final Set<String> REFUSED = Set.of(
            "",
            "anonymous",
            "nil",
            "none",
            "null",
            "n/a",
            "na",
            "undefined",
            "unknown",
            "00000000-0000-0000-0000-000000000000",
            "{}",
            "lmy47d",
            "0",
            "-1");

    private RefusedIds() {}

    static boolean contains(String id) {
        return REFUSED.contains(id.strip().toLowerCase(Locale.ROOT));
    }

    /** Whether a value is a text or number that Amplitude takes as an id. */
    static boolean isUsable(JsonNode value) {
        return (value.isTextual() || value.isNumber()) && !contains(value.asText());
    }
}
