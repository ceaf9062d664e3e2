package dev.sluice.testkit.amplitude;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.sandbox.Reply;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The events of one request that break a rule: by the kind of breach, then by field, their places in the request. */
final class BadEvents {

    /** The kinds that Amplitude tells apart, with the text of {@code error} and the key that names the events. */
    enum Kind {
        MISSING_FIELD("Request missing required field", "events_with_missing_fields"),
        INVALID_FIELD("Invalid field values on some events", "events_with_invalid_fields"),
        INVALID_ID_LENGTH("Invalid id length for user_id or device_id", "events_with_invalid_id_lengths");

        private final String error;
        private final String key;

        Kind(String error, String key) {
            this.error = error;
            this.key = key;
        }
    }

    private final Map<Kind, Map<String, NavigableSet<Integer>>> places = new EnumMap<>(Kind.class);

    void add(Kind kind, String field, int place) {
        places.computeIfAbsent(kind, any -> new TreeMap<>())
                .computeIfAbsent(field, any -> new TreeSet<>())
                .add(place);
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    /** Names every bad event. */
    Reply reply() {
        return reply(Integer.MAX_VALUE);
    }

    /** Names the first bad event of each field, as the HTTP V2 API may. */
    Reply replyNamingFirst() {
        return reply(1);
    }

    private Reply reply(int namedPerField) {
        String error = places.keySet().iterator().next().error;
        ObjectNode body = Replies.body(400, error);
        places.forEach((kind, fields) -> {
            ObjectNode named = body.putObject(kind.key);
            fields.forEach((field, events) -> {
                ArrayNode list = named.putArray(field);
                events.stream().limit(namedPerField).forEach(list::add);
            });
        });
        return Reply.json(400, body.toString());
    }
}
