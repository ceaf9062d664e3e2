package dev.sluice.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Values that came as text, where the schema wants numbers or booleans: from the environment, or through a reference. */
final class ScalarText {

    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,18})?");
    private static final Pattern BOOLEAN = Pattern.compile("true|false");

    private ScalarText() {}

    /** The types that a schema allows; none where it does not say. */
    static Set<String> types(JsonNode schema) {
        Set<String> types = new LinkedHashSet<>();
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            types.add(type.textValue());
        }
        type.elements().forEachRemaining(each -> types.add(each.asText()));
        return types;
    }

    /** The text in the type that the schema wants, or as it is where it wants text or can't have what it wants. */
    static JsonNode typed(JsonNode schema, String text) {
        Set<String> types = types(schema);
        if (types.contains("string")) {
            return TextNode.valueOf(text);
        }
        if (types.contains("integer") && INTEGER.matcher(text).matches()) {
            return LongNode.valueOf(Long.parseLong(text));
        }
        if (types.contains("number") && NUMBER.matcher(text).matches()) {
            return DecimalNode.valueOf(new BigDecimal(text));
        }
        return types.contains("boolean") && BOOLEAN.matcher(text).matches()
                ? BooleanNode.valueOf(text.equals("true"))
                : TextNode.valueOf(text);
    }

    /** The value as vertx-config holds it. */
    static Object plain(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        return value.isNumber() ? value.numberValue() : value.textValue();
    }
}
