package dev.sluice.lane.map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.ValueLimits;
import java.io.IOException;
import java.util.Map;

/**
 * Writes a mapped event as JSON within a destination's limits: long strings are cut, nulls left out, what nests too deeply becomes
 * text, and half a surrogate pair becomes the replacement character, since UTF-8 can't hold it. Immutable.
 */
final class LimitedJson {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final char REPLACEMENT = '\uFFFD';

    private final ValueLimits limits;

    LimitedJson(ValueLimits limits) {
        this.limits = limits;
    }

    byte[] encode(ObjectNode event) throws IOException {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder()) {
            try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
                write(json, event, 1);
            }
            return bytes.toByteArray();
        }
    }

    private void write(JsonGenerator json, JsonNode node, int depth) throws IOException {
        if (node.isContainerNode() && depth > limits.maxDepth()) {
            json.writeString(cut(node.toString()));
            return;
        }
        switch (node.getNodeType()) {
            case OBJECT -> {
                json.writeStartObject();
                for (Map.Entry<String, JsonNode> field : node.properties()) {
                    if (!isNothing(field.getValue())) {
                        json.writeFieldName(whole(field.getKey()));
                        write(json, field.getValue(), depth + 1);
                    }
                }
                json.writeEndObject();
            }
            case ARRAY -> {
                json.writeStartArray();
                for (JsonNode element : node) {
                    if (!isNothing(element)) {
                        write(json, element, depth + 1);
                    }
                }
                json.writeEndArray();
            }
            case STRING -> json.writeString(cut(node.textValue()));
            case BOOLEAN -> json.writeBoolean(node.booleanValue());
            case NUMBER -> number(json, node);
            default -> json.writeString(cut(node.asText()));
        }
    }

    private static void number(JsonGenerator json, JsonNode node) throws IOException {
        if (node.isInt() || node.isLong()) {
            json.writeNumber(node.longValue());
        } else if (node.isBigInteger()) {
            json.writeNumber(node.bigIntegerValue());
        } else {
            json.writeNumber(node.decimalValue());
        }
    }

    private static boolean isNothing(JsonNode node) {
        return node.isNull() || node.isMissingNode();
    }

    private String cut(String text) {
        if (text.length() <= limits.maxStringLength()) {
            return whole(text);
        }
        int end = limits.maxStringLength();
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return whole(text.substring(0, end));
    }

    private static String whole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return withoutHalves(text, i);
            }
        }
        return text;
    }

    private static String withoutHalves(String text, int from) {
        char[] chars = text.toCharArray();
        for (int i = from; i < chars.length; i++) {
            boolean pair = Character.isHighSurrogate(chars[i])
                    && i + 1 < chars.length
                    && Character.isLowSurrogate(chars[i + 1]);
            if (pair) {
                i++;
            } else if (Character.isSurrogate(chars[i])) {
                chars[i] = REPLACEMENT;
            }
        }
        return new String(chars);
    }
}
