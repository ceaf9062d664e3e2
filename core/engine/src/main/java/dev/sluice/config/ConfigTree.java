package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A whole configuration as JSON, with defaults filled in and references resolved: to be compared, and for nothing else, since it holds
 * secrets. Immutable.
 */
public final class ConfigTree {

    private final ObjectNode values;

    ConfigTree(ObjectNode values) {
        this.values = values.deepCopy();
    }

    /**
     * The pointers of the values that differ; a list counts as one value.
     *
     * @param except keys of the first level that may differ
     */
    public List<String> differences(ConfigTree other, Set<String> except) {
        List<String> differences = new ArrayList<>();
        compare(
                values.deepCopy().without(except),
                other.values.deepCopy().without(except),
                JsonPointer.empty(),
                differences);
        return differences;
    }

    private static void compare(JsonNode one, JsonNode other, JsonPointer at, List<String> differences) {
        if (one.equals(other)) {
            return;
        }
        if (!one.isObject() || !other.isObject()) {
            differences.add(at.toString());
            return;
        }
        Set<String> names = new TreeSet<>();
        one.fieldNames().forEachRemaining(names::add);
        other.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            compare(one.path(name), other.path(name), at.appendProperty(name), differences);
        }
    }

    /** Tells nothing. */
    @Override
    public String toString() {
        return "a configuration";
    }
}
