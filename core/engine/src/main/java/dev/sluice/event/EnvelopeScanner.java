package dev.sluice.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Checks an object's envelope while streaming over it, so that ingest builds no tree of what it only stores. Of duplicate keys the
 * last one counts, as it does when the lane parses.
 */
public final class EnvelopeScanner {

    /**
     * What an envelope says.
     *
     * @param id the sender's id; empty where it is missing
     * @param missing what the envelope lacks, in the words of a dead letter; empty where it is complete
     */
    public record Envelope(String id, String missing) {}

    private EnvelopeScanner() {}

    /**
     * Reads one object to its end.
     *
     * @param parser at the object's start; afterwards at its end
     * @throws IOException where the JSON is broken
     */
    public static Envelope scan(JsonParser parser) throws IOException {
        String id = "";
        boolean metric = false;
        boolean eventType = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "event_id" -> id = isText(parser, value) ? parser.getText().strip() : "";
                case "metric" -> metric = isText(parser, value);
                case "event_type" -> eventType = isText(parser, value);
                default -> {}
            }
            parser.skipChildren();
        }
        if (id.isEmpty()) {
            return new Envelope("", "event_id");
        }
        return new Envelope(id, metric || eventType ? "" : "metric");
    }

    /**
     * The id of an accepted event.
     *
     * @throws IOException where the JSON is broken
     */
    public static String id(byte[] event) throws IOException {
        try (JsonParser parser = EventJson.parser(event, 0, event.length)) {
            parser.nextToken();
            return scan(parser).id();
        }
    }

    private static boolean isText(JsonParser parser, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            return !parser.getText().isBlank();
        }
        return value.isNumeric();
    }
}
