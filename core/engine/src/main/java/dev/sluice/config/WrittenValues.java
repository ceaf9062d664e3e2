package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Values as the user wrote them, with references in place and secrets hidden: the only ones that a text may show. */
final class WrittenValues {

    /** Long enough to recognise a value by; a text stays on about a line. */
    private static final int SHOWN_CHARACTERS = 60;

    private final ObjectNode written;
    private final ConfigSchema schema;

    WrittenValues(ObjectNode written, ConfigSchema schema) {
        this.written = written;
        this.schema = schema;
    }

    /** The value as it may be shown; empty where there is none. */
    String show(JsonPointer pointer) {
        JsonNode value = written.at(pointer);
        if (value.isMissingNode()) {
            return "";
        }
        if (value.isContainerNode()) {
            return value.isObject() ? "{…}" : "[…]";
        }
        boolean telling = !value.isTextual() || !ReferenceText.isOneReference(value.textValue());
        return telling && !value.isNull() && schema.isSecret(pointer) ? "***" : cut(value);
    }

    /** Whether the user wrote anything there. */
    boolean has(JsonPointer pointer) {
        return !written.at(pointer).isMissingNode();
    }

    /** Whether the value is what the user wrote, so that no reference has put anything in. */
    boolean isAsWritten(JsonPointer pointer, JsonNode value) {
        return written.at(pointer).equals(value);
    }

    private static String cut(JsonNode value) {
        String text = value.asText();
        if (text.codePointCount(0, text.length()) <= SHOWN_CHARACTERS) {
            return value.toString();
        }
        String head = text.substring(0, text.offsetByCodePoints(0, SHOWN_CHARACTERS)) + "…";
        return value.isTextual() ? TextNode.valueOf(head).toString() : head;
    }
}
