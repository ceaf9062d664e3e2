package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Pattern;

/** Values as the user wrote them, with references in place and secrets hidden: the only ones that a text may show. */
final class WrittenValues {

    /** Long enough to recognise a value by; a text stays on about a line. */
    private static final int SHOWN_CHARACTERS = 60;

    private static final Pattern IN_ADDRESS = Pattern.compile("//[^/\\s]*@");

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
        if (!value.isTextual()) {
            return cut(value.asText());
        }
        // Whatever is wrong with an address, the password in it is not shown.
        String text = IN_ADDRESS.matcher(value.textValue()).replaceAll("//***@");
        return TextNode.valueOf(cut(text)).toString();
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= SHOWN_CHARACTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHOWN_CHARACTERS)) + "…";
    }
}
