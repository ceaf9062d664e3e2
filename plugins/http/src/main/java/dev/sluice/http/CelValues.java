package dev.sluice.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cel.common.values.NullValue;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows JSON to CEL as maps, lists and scalars, converting only what an expression looks at. */
final class CelValues {

    /** An object or array that came through CEL as it is. */
    interface JsonView {

        /** To be read, never changed. */
        JsonNode json();
    }

    private CelValues() {}

    static Object of(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> new ObjectView((ObjectNode) node);
            case ARRAY -> new ArrayView((ArrayNode) node);
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number(node);
            default -> NullValue.NULL_VALUE;
        };
    }

    /** A whole number that is too long for CEL goes through as it is, so that an id keeps its digits; CEL can't reckon with it. */
    private static Object number(JsonNode node) {
        if (!node.isIntegralNumber()) {
            return node.doubleValue();
        }
        return node.canConvertToLong() ? (Object) node.longValue() : node.bigIntegerValue();
    }

    private static final class ObjectView extends AbstractMap<String, Object> implements JsonView {

        private final ObjectNode object;

        ObjectView(ObjectNode object) {
            this.object = object;
        }

        @Override
        public JsonNode json() {
            return object;
        }

        @Override
        public @Nullable Object get(Object key) {
            JsonNode value = object.get(String.valueOf(key));
            return value == null ? null : of(value);
        }

        @Override
        public boolean containsKey(Object key) {
            return object.has(String.valueOf(key));
        }

        @Override
        public int size() {
            return object.size();
        }

        @Override
        public Set<Map.Entry<String, Object>> entrySet() {
            return new FieldsView(object);
        }
    }

    /** Not gathered into a hash set: each level would be hashed anew for the one above, in time exponential in the depth. */
    private static final class FieldsView extends AbstractSet<Map.Entry<String, Object>> {

        private final ObjectNode object;

        FieldsView(ObjectNode object) {
            this.object = object;
        }

        @Override
        public Iterator<Map.Entry<String, Object>> iterator() {
            return object.properties().stream()
                    .map(field -> Map.entry(field.getKey(), of(field.getValue())))
                    .iterator();
        }

        @Override
        public int size() {
            return object.size();
        }
    }

    private static final class ArrayView extends AbstractList<Object> implements JsonView {

        private final ArrayNode array;

        ArrayView(ArrayNode array) {
            this.array = array;
        }

        @Override
        public JsonNode json() {
            return array;
        }

        @Override
        public Object get(int index) {
            return of(array.get(index));
        }

        @Override
        public int size() {
            return array.size();
        }
    }
}
