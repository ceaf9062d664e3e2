package dev.sluice.testkit.amplitude;

import com.fasterxml.jackson.databind.JsonNode;

/** The rules for an event's {@code groups}. Source: Amplitude's document of the HTTP V2 API. */
final class Groups {

    private static final int MAX_TYPES = 5;
    private static final int MAX_VALUES = 10;

    private Groups() {}

    static boolean areValid(JsonNode groups) {
        if (!groups.isObject() || groups.size() > MAX_TYPES) {
            return false;
        }
        int values = 0;
        for (JsonNode group : groups) {
            if (!isValid(group)) {
                return false;
            }
            values += group.isArray() ? group.size() : 1;
        }
        return values <= MAX_VALUES;
    }

    private static boolean isValid(JsonNode group) {
        if (!group.isArray()) {
            return group.isTextual();
        }
        for (JsonNode value : group) {
            if (!value.isTextual()) {
                return false;
            }
        }
        return true;
    }
}
