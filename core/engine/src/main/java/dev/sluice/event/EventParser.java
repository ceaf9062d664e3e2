package dev.sluice.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.Event;
import java.io.IOException;

/** Brings a webhook's JSON to the normal form of {@link Event}: both envelopes, every form of timestamp. Stateless. */
public final class EventParser {

    private EventParser() {}

    /**
     * Parses an accepted event.
     *
     * @param json one JSON object
     * @param receivedAtMillis stands in for a timestamp that is missing or unreadable
     * @throws IOException for what is not JSON, not an object, or has no id or metric
     */
    public static Event parse(byte[] json, long receivedAtMillis) throws IOException {
        JsonNode tree = tree(json);
        if (!(tree instanceof ObjectNode document)) {
            throw new IOException("not a JSON object");
        }
        String id = text(document, "event_id");
        EventName name = EventName.of(document);
        if (id.isEmpty() || name.metric().isEmpty()) {
            throw new IOException("no " + (id.isEmpty() ? "event_id" : "metric"));
        }
        long timestampMillis = Timestamp.millis(document.path("timestamp")).orElse(receivedAtMillis);
        document.put("event_id", id);
        document.put("object_type", name.objectType());
        document.put("metric", name.metric());
        document.put("timestamp", timestampMillis);
        return new Event(id, name.objectType(), name.metric(), timestampMillis, document);
    }

    private static JsonNode tree(byte[] json) throws IOException {
        try {
            return EventJson.MAPPER.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new IOException(EventJson.explain(broken), broken);
        } catch (NumberFormatException beyondAnyNumber) {
            // Jackson lets this one through as it is, with the number in its words.
            throw new IOException("a number has an exponent of too many digits", beyondAnyNumber);
        }
    }

    /** A field as text; empty where it is missing, blank or no string or number. */
    static String text(JsonNode document, String field) {
        JsonNode value = document.path(field);
        return value.isTextual() || value.isNumber() ? value.asText().strip() : "";
    }
}
