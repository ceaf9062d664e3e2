package dev.sluice.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whose event it is, found while streaming over it, so that a store can keep a person's events together. Of several names for a
 * person the first of these counts: {@code identifiers.id}, {@code cio_id}, {@code email}, {@code customer_id}, the device.
 */
public final class EventPerson {

    private static final String IDENTIFIERS = "identifiers";
    private static final String RECIPIENTS = "recipients";
    private static final String DEVICE = "device_id";

    private static final String[] BY_RANK = {"id", "cio_id", "email", "customer_id", DEVICE};

    private final Map<String, String> names = new HashMap<>(4);

    private EventPerson() {}

    /**
     * A text that is the same for each event of a person, as long as the sender names the person alike.
     *
     * @param event an accepted event's JSON
     * @return empty where it names nobody, or can't be read
     */
    public static Optional<String> of(byte[] event) {
        EventPerson person = new EventPerson();
        try (JsonParser parser = EventJson.parser(event, 0, event.length)) {
            person.read(parser);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
        for (String name : BY_RANK) {
            String value = person.names.get(name);
            if (value != null) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    private void read(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            if (parser.currentName().equals("data") && parser.nextToken() == JsonToken.START_OBJECT) {
                readData(parser);
            } else {
                skip(parser);
            }
        }
    }

    private void readData(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case IDENTIFIERS -> readNames(parser, value, "id", "cio_id", "email");
                case RECIPIENTS -> readRecipients(parser, value);
                case "customer_id", DEVICE -> note(field, parser, value);
                default -> parser.skipChildren();
            }
        }
    }

    private void readRecipients(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            readNames(parser, value, DEVICE);
            return;
        }
        for (JsonToken each = parser.nextToken();
                each != JsonToken.END_ARRAY && each != null;
                each = parser.nextToken()) {
            readNames(parser, each, DEVICE);
        }
    }

    /** Notes some of an object's fields; passes over what is no object. */
    private void readNames(JsonParser parser, JsonToken value, String... wanted) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken token = parser.nextToken();
            for (String name : wanted) {
                if (name.equals(field)) {
                    note(name, parser, token);
                }
            }
            parser.skipChildren();
        }
    }

    private void note(String name, JsonParser parser, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING || value.isNumeric()) {
            String text = parser.getText().strip();
            if (!text.isEmpty()) {
                names.putIfAbsent(name, text);
            }
        }
        parser.skipChildren();
    }

    private static void skip(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.FIELD_NAME) {
            parser.nextToken();
        }
        parser.skipChildren();
    }
}
