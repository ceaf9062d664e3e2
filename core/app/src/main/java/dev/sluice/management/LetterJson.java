package dev.sluice.management;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.StoredLetter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** How a dead letter is shown to machines. Times are ISO 8601 in UTC; what never happened is left out. */
final class LetterJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private LetterJson() {}

    /** A letter without its payloads, for a list. */
    static ObjectNode summary(StoredLetter stored) {
        DeadLetter letter = stored.letter();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", stored.id());
        json.put("destination", letter.source());
        json.put("eventId", letter.eventId());
        json.put("event", letter.eventName());
        json.put("reason", letter.reason());
        json.put("detail", letter.detail());
        json.put("tries", letter.tries());
        time(json, "receivedAt", letter.receivedAtMillis());
        time(json, "firstTryAt", letter.firstTryAtMillis());
        time(json, "diedAt", letter.diedAtMillis());
        return json;
    }

    /** A letter with the webhook as received and what was sent. */
    static ObjectNode whole(StoredLetter stored) {
        ObjectNode json = summary(stored);
        json.set("original", payload(stored.letter().original()));
        stored.letter().mapped().ifPresent(mapped -> json.set("mapped", payload(mapped)));
        return json;
    }

    /** As JSON where it is JSON, else as text. */
    private static JsonNode payload(byte[] bytes) {
        try {
            JsonNode tree = JSON.reader()
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(bytes);
            return tree.isMissingNode() ? text(bytes) : tree;
        } catch (IOException notJson) {
            return text(bytes);
        }
    }

    private static TextNode text(byte[] bytes) {
        return TextNode.valueOf(new String(bytes, StandardCharsets.UTF_8));
    }

    private static void time(ObjectNode json, String field, long millis) {
        if (millis > 0) {
            json.put(field, Instant.ofEpochMilli(millis).toString());
        }
    }
}
