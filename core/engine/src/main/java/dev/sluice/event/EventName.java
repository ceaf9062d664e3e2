package dev.sluice.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.spi.EventCatalog;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an event is called.
 *
 * @param objectType never empty
 * @param metric empty where the webhook names none
 */
record EventName(String objectType, String metric) {

    private static final String WITHOUT_TYPE = "customer";

    /** Longest first, so that {@code in_app_sent} is not taken for an {@code in} event. */
    private static final List<String> KNOWN_TYPES = EventCatalog.objectTypes().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();

    private static final Set<String> KNOWN_METRICS =
            EventCatalog.entries().stream().map(EventCatalog.Entry::metric).collect(Collectors.toUnmodifiableSet());

    /** Reads the names from either envelope: object_type and metric, or the older event_type. */
    static EventName of(JsonNode envelope) {
        String objectType = firstText(envelope, "object_type", "object_type_type", "delivery_type");
        String metric = EventParser.text(envelope, "metric");
        if (!metric.isEmpty()) {
            return new EventName(objectType.isEmpty() ? WITHOUT_TYPE : objectType, metric);
        }
        EventName old = split(EventParser.text(envelope, "event_type"));
        if (objectType.isEmpty() || objectType.equals(old.objectType)) {
            return old;
        }
        return new EventName(objectType, EventParser.text(envelope, "event_type"));
    }

    private static EventName split(String eventType) {
        for (String type : KNOWN_TYPES) {
            if (eventType.startsWith(type + "_") && eventType.length() > type.length() + 1) {
                return new EventName(type, eventType.substring(type.length() + 1));
            }
        }
        int underscore = eventType.indexOf('_');
        if (KNOWN_METRICS.contains(eventType) || underscore < 1 || underscore == eventType.length() - 1) {
            return new EventName(WITHOUT_TYPE, eventType);
        }
        return new EventName(eventType.substring(0, underscore), eventType.substring(underscore + 1));
    }

    private static String firstText(JsonNode envelope, String... fields) {
        for (String field : fields) {
            String text = EventParser.text(envelope, field);
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }
}
