package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds texts with a unit, such as {@code "5MiB"}, that are out of the bounds of their schema. */
final class QuantityBounds {

    private final SchemaTree schema;

    QuantityBounds(SchemaTree schema) {
        this.schema = schema;
    }

    List<Violation> validate(JsonNode config) {
        List<Violation> violations = new ArrayList<>();
        visit(JsonPointer.empty(), config, violations);
        return violations;
    }

    private void visit(JsonPointer pointer, JsonNode value, List<Violation> violations) {
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            visit(pointer.appendProperty(field.getKey()), field.getValue(), violations);
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            visit(pointer.appendIndex(i), value.get(i), violations);
        }
        if (value.isTextual()) {
            schema.at(pointer)
                    .ifPresent(found -> Quantity.brokenBound(found, value)
                            .ifPresent(keyword ->
                                    violations.add(new Violation(pointer, keyword, found.path(keyword), value))));
        }
    }
}
