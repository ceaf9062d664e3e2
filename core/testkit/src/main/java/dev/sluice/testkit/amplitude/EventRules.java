package dev.sluice.testkit.amplitude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.amplitude.BadEvents.Kind;
import java.util.List;
import java.util.Set;

/** What Amplitude asks of each event. Source: its document of the HTTP V2 API, where nothing else is named. */
final class EventRules {

    private static final int MAX_STRING_LENGTH = 1024;

    /** The event itself is the first level. */
    private static final int MAX_DEPTH = 40;

    private static final Set<String> RESERVED_TYPES = Set.of("$identify", "$groupidentify");
    private static final String RESERVED_PREFIX = "[Amplitude]";

    /** Whose null values count as invalid. Source: the property validation of Amplitude-TypeScript. */
    private static final Set<String> PROPERTIES = Set.of("event_properties", "user_properties", "group_properties");

    private EventRules() {}

    static BadEvents check(List<ObjectNode> events, int minIdLength) {
        BadEvents bad = new BadEvents();
        for (int place = 0; place < events.size(); place++) {
            ObjectNode event = events.get(place);
            checkType(event, place, bad);
            checkTime(event, place, bad);
            Ids.check(event, place, minIdLength, bad);
            checkValues(event, place, bad);
        }
        return bad;
    }

    private static void checkType(ObjectNode event, int place, BadEvents bad) {
        JsonNode type = event.path("event_type");
        if (!type.isTextual() || type.textValue().isEmpty()) {
            bad.add(Kind.MISSING_FIELD, "event_type", place);
        } else if (RESERVED_TYPES.contains(type.textValue()) || type.textValue().startsWith(RESERVED_PREFIX)) {
            bad.add(Kind.INVALID_FIELD, "event_type", place);
        }
    }

    private static void checkTime(ObjectNode event, int place, BadEvents bad) {
        JsonNode time = event.get("time");
        if (time != null && !(time.isIntegralNumber() && time.canConvertToLong())) {
            bad.add(Kind.INVALID_FIELD, "time", place);
        }
    }

    private static void checkValues(ObjectNode event, int place, BadEvents bad) {
        event.properties().forEach(field -> {
            boolean nullsAllowed = !PROPERTIES.contains(field.getKey());
            boolean groupsBroken = field.getKey().equals("groups") && !Groups.areValid(field.getValue());
            if (groupsBroken || breaksLimits(field.getValue(), 1, nullsAllowed)) {
                bad.add(Kind.INVALID_FIELD, field.getKey(), place);
            }
        });
    }

    private static boolean breaksLimits(JsonNode value, int depth, boolean nullsAllowed) {
        if (value.isTextual()) {
            return value.textValue().length() > MAX_STRING_LENGTH;
        }
        if (value.isNull()) {
            return !nullsAllowed;
        }
        if (!value.isContainerNode()) {
            return false;
        }
        if (depth + 1 > MAX_DEPTH) {
            return true;
        }
        for (JsonNode child : value) {
            if (breaksLimits(child, depth + 1, nullsAllowed)) {
                return true;
            }
        }
        return false;
    }
}
