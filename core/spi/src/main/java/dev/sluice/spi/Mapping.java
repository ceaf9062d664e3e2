package dev.sluice.spi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * How an event becomes what a destination takes in. The engine runs the rows in order, then the overrides of the
 * configuration, then applies the value limits to everything. Immutable; run by several threads at once.
 *
 * @param rows the rows, in the order they are run and printed
 * @param furtherTargets fields that the destination knows but no row fills; a configuration may set them
 * @param limits what the destination bears in any value
 */
public record Mapping(List<MappingRow> rows, Set<String> furtherTargets, ValueLimits limits) {

    /** Copies rows and further targets. */
    public Mapping {
        rows = List.copyOf(rows);
        furtherTargets = Set.copyOf(furtherTargets);
    }

    /**
     * Runs the rows in order, without overrides and limits.
     *
     * @param document an {@link Event#document()}; it is read only
     * @return a new object, whose values may belong to the document
     */
    public ObjectNode map(JsonNode document) {
        ObjectNode mapped = JsonNodeFactory.instance.objectNode();
        for (MappingRow row : rows) {
            row.apply(document, mapped);
        }
        return mapped;
    }
}
