package dev.sluice.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.sandbox.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How events make the body of a request. */
public sealed interface BodyForm {

    /** One event, alone. */
    record Single() implements BodyForm {}

    /**
     * An array of events.
     *
     * @param field of the object that it stands in; empty where it stands alone
     */
    record Array(Optional<String> field) implements BodyForm {}

    /** One event a line, each line ended. Source: github.com/ndjson/ndjson-spec. */
    record Lines() implements BodyForm {}

    /** What a request of this form says it holds. */
    default String mediaType() {
        return this instanceof Lines ? "application/x-ndjson" : "application/json";
    }

    /**
     * The events in a body.
     *
     * @return what is no object as the field {@code value} of one; empty where the body has another form
     */
    default Optional<List<ObjectNode>> read(byte[] body) {
        if (this instanceof Lines) {
            return lines(new String(body, StandardCharsets.UTF_8));
        }
        Optional<JsonNode> parsed = StrictJson.parse(body);
        if (this instanceof Array array) {
            return parsed.map(json -> array.field().map(json::path).orElse(json))
                    .filter(JsonNode::isArray)
                    .map(BodyForm::objects);
        }
        return parsed.map(json -> List.of(object(json)));
    }

    private static Optional<List<ObjectNode>> lines(String body) {
        if (!body.endsWith("\n")) {
            return Optional.empty();
        }
        List<ObjectNode> events = new ArrayList<>();
        for (String line : body.substring(0, body.length() - 1).split("\n", -1)) {
            Optional<JsonNode> parsed = StrictJson.parse(line.getBytes(StandardCharsets.UTF_8));
            if (parsed.isEmpty()) {
                return Optional.empty();
            }
            events.add(object(parsed.get()));
        }
        return Optional.of(events);
    }

    private static List<ObjectNode> objects(JsonNode array) {
        List<ObjectNode> events = new ArrayList<>(array.size());
        array.forEach(element -> events.add(object(element)));
        return events;
    }

    private static ObjectNode object(JsonNode event) {
        return event instanceof ObjectNode object
                ? object
                : JsonNodeFactory.instance.objectNode().set("value", event);
    }
}
