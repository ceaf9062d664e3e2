package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON Schema as a map of the keys it knows. Only what lays out keys is followed: properties, items, additionalProperties and
 * references inside the schema.
 *
 * @param root the whole schema; to be read, never changed
 */
record SchemaTree(ObjectNode root) {

    /** Stands in a pointer for any list index and for any key that the user chooses. */
    static final String ANY = "*";

    /** A key that the schema knows, with its pointer and its own schema. */
    record Key(JsonPointer pointer, ObjectNode schema) {

        String name() {
            return pointer.last().getMatchingProperty();
        }

        /** Whether it holds a single value. */
        boolean isScalar() {
            return !schema.path("type").asText().matches("object|array");
        }
    }

    /** The schema of the configuration itself. */
    static SchemaTree ofConfig() {
        try (InputStream resource =
                Objects.requireNonNull(SchemaTree.class.getResourceAsStream("sluice.schema.json"))) {
            return new SchemaTree(StrictJson.parse(resource.readAllBytes()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The schema of the value at a pointer, with what stands beside a reference laid over what it refers to. */
    Optional<ObjectNode> at(JsonPointer pointer) {
        Optional<ObjectNode> schema = Optional.of(followed(root));
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            String name = rest.getMatchingProperty();
            schema = schema.flatMap(parent -> child(parent, name));
        }
        return schema;
    }

    /** All keys, outer ones first. */
    List<Key> keys() {
        List<Key> keys = new ArrayList<>();
        collect(JsonPointer.empty(), followed(root), new HashSet<>(), keys);
        return keys;
    }

    Optional<ObjectNode> child(ObjectNode schema, String name) {
        JsonNode property = schema.path("properties").path(name);
        JsonNode any = schema.has("items") ? schema.path("items") : schema.path("additionalProperties");
        return Optional.of(property.isMissingNode() ? any : property)
                .filter(JsonNode::isObject)
                .map(this::followed);
    }

    private ObjectNode followed(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        if (!reference.startsWith("#/") || !root.at(reference.substring(1)).isObject()) {
            return (ObjectNode) schema;
        }
        ObjectNode target = root.at(reference.substring(1)).deepCopy();
        ObjectNode beside = ((ObjectNode) schema).deepCopy();
        beside.remove("$ref");
        return target.setAll(beside);
    }

    private void collect(JsonPointer pointer, ObjectNode schema, Set<String> open, List<Key> keys) {
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            visit(pointer.appendProperty(property.getKey()), property.getValue(), true, open, keys);
        }
        visit(pointer.appendProperty(ANY), schema.path("additionalProperties"), false, open, keys);
        visit(pointer.appendProperty(ANY), schema.path("items"), false, open, keys);
    }

    private void visit(JsonPointer pointer, JsonNode schema, boolean named, Set<String> open, List<Key> keys) {
        String reference = schema.path("$ref").asText();
        // A schema may refer to itself: what is already being walked through is not entered again.
        if (!schema.isObject() || (!reference.isEmpty() && !open.add(reference))) {
            return;
        }
        ObjectNode followed = followed(schema);
        if (named) {
            keys.add(new Key(pointer, followed));
        }
        collect(pointer, followed, open, keys);
        open.remove(reference);
    }
}
