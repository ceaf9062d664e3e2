package dev.sluice.posthog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;

/**
 * Ids that stand for nobody at PostHog: it merges no one with them, or takes no event in that has one. Source:
 * posthog.com/docs/product-analytics/identify, on illegal distinct ids.
 */
final class DistinctIds {

    private static final Set<String> ILLEGAL = Set.of(
            "",
            "anonymous",
            "guest",
            "distinctid",
            "distinct_id",
            "id",
            "not_authenticated",
            "email",
            "undefined",
            "true",
            "false",
            "[object object]",
            "nan",
            "none",
            "null",
            "nil",
            "0",
            "0.0",
            "-1");

    private DistinctIds() {}

    /** Whether a value is a text or number that stands for somebody. */
    static boolean isUsable(JsonNode id) {
        return (id.isTextual() || id.isNumber())
                && !ILLEGAL.contains(id.asText().strip().toLowerCase(Locale.ROOT));
    }
}
