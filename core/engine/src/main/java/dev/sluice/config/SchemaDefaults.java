package dev.sluice.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** Fills in what a configuration leaves out. The schema is the only place where the defaults stand. */
final class SchemaDefaults {

    private final SchemaTree schema;

    SchemaDefaults(SchemaTree schema) {
        this.schema = schema;
    }

    /** Gives every key that is absent its default, in objects that are there by default as well. */
    void fill(ObjectNode config) {
        fill(schema.root(), config);
    }

    private void fill(ObjectNode schemaHere, JsonNode value) {
        if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> property :
                    schemaHere.path("properties").properties()) {
                schema.child(schemaHere, property.getKey())
                        .filter(child -> child.has("default") && !object.has(property.getKey()))
                        .ifPresent(child -> object.set(
                                property.getKey(), child.path("default").deepCopy()));
            }
            object.properties().forEach(field -> descend(schemaHere, field.getKey(), field.getValue()));
        } else if (value.isArray()) {
            value.forEach(entry -> descend(schemaHere, SchemaTree.ANY, entry));
        }
    }

    private void descend(ObjectNode schemaHere, String name, JsonNode value) {
        Optional<ObjectNode> child = schema.child(schemaHere, name);
        child.ifPresent(found -> fill(found, value));
    }
}
