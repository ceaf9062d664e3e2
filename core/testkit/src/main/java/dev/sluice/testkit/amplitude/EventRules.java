package dev.sluice.testkit.amplitude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Amplitude's documented rules for the events of a request. Source: amplitude.com/docs/apis/analytics/http-v2. */
final class EventRules {

    private static final int MAX_STRING = 1024;
    private static final int MAX_DEPTH = 40;
    private static final int MAX_GROUP_TYPES = 5;
    private static final int MAX_GROUP_VALUES = 10;
    private static final Set<String> REFUSED_IDS = Set.of(
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

    private final ObjectNode refusal = SandboxAnswer.json(400, "Request missing required field");
    private boolean refused;

    private EventRules() {}

    /** The refusal that names every event with something wrong; empty where nothing is. */
    static Optional<ObjectNode> refusal(JsonNode events, int minIdLength) {
        EventRules rules = new EventRules();
        for (int i = 0; i < events.size(); i++) {
            rules.check(events.get(i), i, minIdLength);
        }
        return rules.refused ? Optional.of(rules.refusal) : Optional.empty();
    }

    private void check(JsonNode event, int index, int minIdLength) {
        String type = event.path("event_type").asText();
        if (type.isEmpty()) {
            name("events_with_missing_fields", "event_type", index);
        } else if (type.equals("$identify") || type.equals("$groupidentify") || type.startsWith("[Amplitude]")) {
            name("events_with_invalid_fields", "event_type", index);
        }
        if (!isId(event.path("user_id")) && !isId(event.path("device_id"))) {
            name("events_with_missing_fields", "user_id", index);
        }
        checkId(event, "user_id", index, minIdLength);
        checkId(event, "device_id", index, minIdLength);
        if (event.has("time") && !event.path("time").isIntegralNumber()) {
            name("events_with_invalid_fields", "time", index);
        }
        for (Map.Entry<String, JsonNode> field : event.properties()) {
            if (!isBearable(field.getValue(), 2)) {
                name("events_with_invalid_fields", field.getKey(), index);
            }
        }
        checkGroups(event.path("groups"), index);
    }

    private void checkId(JsonNode event, String field, int index, int minIdLength) {
        JsonNode id = event.path(field);
        if (id.isMissingNode()) {
            return;
        }
        if (!id.isTextual()) {
            name("events_with_invalid_fields", field, index);
        } else if (id.asText().length() < minIdLength) {
            name("events_with_invalid_id_lengths", field, index);
        }
    }

    private void checkGroups(JsonNode groups, int index) {
        if (groups.isMissingNode()) {
            return;
        }
        int values = 0;
        boolean sound = groups.isObject() && groups.size() <= MAX_GROUP_TYPES;
        for (JsonNode group : groups) {
            values += group.isArray() ? group.size() : 1;
            boolean texts = group.isTextual();
            if (group.isArray()) {
                texts = true;
                for (JsonNode value : group) {
                    texts &= value.isTextual();
                }
            }
            sound &= texts;
        }
        if (!sound || values > MAX_GROUP_VALUES) {
            name("events_with_invalid_fields", "groups", index);
        }
    }

    private static boolean isId(JsonNode id) {
        return id.isTextual() && !REFUSED_IDS.contains(id.asText().strip().toLowerCase(Locale.ROOT));
    }

    private static boolean isBearable(JsonNode value, int depth) {
        if (value.isNull() || (value.isTextual() && value.textValue().length() > MAX_STRING)) {
            return false;
        }
        if (value.isContainerNode() && depth > MAX_DEPTH) {
            return false;
        }
        for (JsonNode child : value) {
            if (!isBearable(child, depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private void name(String list, String field, int index) {
        refused = true;
        ObjectNode fields = refusal.withObject("/" + list);
        ArrayNode indices = fields.withArray(field);
        indices.add(index);
    }
}
