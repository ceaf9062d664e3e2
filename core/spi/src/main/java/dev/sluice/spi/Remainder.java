package dev.sluice.spi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is left of an object when some fields are taken out. */
final class Remainder {

    private Remainder() {}

    static @Nullable ObjectNode of(JsonNode object, Set<String> without) {
        if (!object.isObject()) {
            return null;
        }
        ObjectNode rest = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!field.getValue().isNull() && !without.contains(field.getKey())) {
                rest.set(field.getKey(), field.getValue());
            }
        }
        return rest.isEmpty() ? null : rest;
    }
}
