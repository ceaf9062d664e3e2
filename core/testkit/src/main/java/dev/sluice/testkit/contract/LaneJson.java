package dev.sluice.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.spi.ValueLimits;
import java.nio.charset.StandardCharsets;

/** Writes a mapped event as a lane does: nulls left out, long strings cut, what nests too deeply as text. */
final class LaneJson {

    private final ValueLimits limits;

    LaneJson(ValueLimits limits) {
        this.limits = limits;
    }

    byte[] of(ObjectNode mapped) {
        return within(mapped, 1).toString().getBytes(StandardCharsets.UTF_8);
    }

    private JsonNode within(JsonNode value, int depth) {
        if (value.isTextual()) {
            return TextNode.valueOf(cut(value.textValue()));
        }
        if (value.isContainerNode() && depth > limits.maxDepth()) {
            return TextNode.valueOf(cut(value.toString()));
        }
        if (value instanceof ObjectNode object) {
            ObjectNode copy = object.objectNode();
            object.properties().forEach(field -> {
                if (!field.getValue().isNull()) {
                    copy.set(field.getKey(), within(field.getValue(), depth + 1));
                }
            });
            return copy;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode copy = array.arrayNode();
            array.forEach(element -> {
                if (!element.isNull()) {
                    copy.add(within(element, depth + 1));
                }
            });
            return copy;
        }
        return value;
    }

    private String cut(String text) {
        int end = Math.min(text.length(), limits.maxStringLength());
        boolean splitsPair = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, splitsPair ? end - 1 : end);
    }
}
