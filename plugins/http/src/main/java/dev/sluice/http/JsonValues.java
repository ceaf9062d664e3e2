package dev.sluice.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes JSON of what CEL works out, as CEL's definition of {@code google.protobuf.Value} has it: bytes become base64, times RFC 3339, keys
 * text. What comes out of the event as it is keeps every digit.
 */
final class JsonValues {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonValues() {}

    /** @throws TemplateFailedException for what JSON has no form for, such as a type or an infinite number */
    static JsonNode of(Object value) {
        if (value instanceof CelValues.JsonView view) {
            return view.json();
        } else if (value instanceof String text) {
            return TextNode.valueOf(text);
        } else if (value instanceof Boolean flag) {
            return BooleanNode.valueOf(flag);
        } else if (value instanceof Long number) {
            return LongNode.valueOf(number);
        } else if (value instanceof UnsignedLong number) {
            return NODES.numberNode(number.bigIntegerValue());
        } else if (value instanceof BigInteger number) {
            return NODES.numberNode(number);
        } else if (value instanceof Double number && Double.isFinite(number)) {
            return DoubleNode.valueOf(number);
        } else if (value instanceof NullValue) {
            return NullNode.getInstance();
        } else if (value instanceof Map<?, ?> map) {
            return object(map);
        } else if (value instanceof List<?> list) {
            return array(list);
        } else if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? of(optional.get()) : NullNode.getInstance();
        } else if (value instanceof CelByteString bytes) {
            return TextNode.valueOf(Base64.getEncoder().encodeToString(bytes.toByteArray()));
        } else if (value instanceof Instant time) {
            return TextNode.valueOf(time.toString());
        } else if (value instanceof Duration duration) {
            return TextNode.valueOf(seconds(duration));
        }
        throw new TemplateFailedException(
                "the template in settings.body gives a value that JSON has no form for, such as a type or an infinite number");
    }

    private static ObjectNode object(Map<?, ?> map) {
        ObjectNode object = NODES.objectNode();
        map.forEach((key, value) -> object.set(String.valueOf(key), of(value)));
        return object;
    }

    private static ArrayNode array(List<?> list) {
        ArrayNode array = NODES.arrayNode(list.size());
        list.forEach(element -> array.add(of(element)));
        return array;
    }

    private static String seconds(Duration duration) {
        String text = BigDecimal.valueOf(duration.getSeconds())
                .add(BigDecimal.valueOf(duration.getNano(), 9))
                .stripTrailingZeros()
                .toPlainString();
        return text + "s";
    }
}
