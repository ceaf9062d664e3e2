package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What environment variables or system properties say of the configuration. Each single value of the schema outside lists has a
 * name in both: {@code /ingest/maxBodyBytes} is {@code SLUICE_INGEST_MAX_BODY_BYTES} and {@code sluice.ingest.maxBodyBytes}.
 *
 * @param values what they say, laid out as in the file
 * @param origins which variable or property said it, by pointer
 * @param unknown names that look as if they were meant for the configuration, each with the nearest that exists
 */
record EnvironmentOverlay(JsonObject values, Map<JsonPointer, String> origins, Map<String, Optional<String>> unknown) {

    static final String VARIABLE = "environment variable";
    static final String PROPERTY = "system property";

    private static final String VARIABLE_PREFIX = "SLUICE_";
    private static final String PROPERTY_PREFIX = "sluice.";

    static EnvironmentOverlay ofVariables(SchemaTree schema, Map<String, String> variables) {
        return of(schema, variables, VARIABLE_PREFIX, VARIABLE, EnvironmentOverlay::variable);
    }

    static EnvironmentOverlay ofProperties(SchemaTree schema, Map<String, String> properties) {
        return of(schema, properties, PROPERTY_PREFIX, PROPERTY, EnvironmentOverlay::property);
    }

    /** The environment variable that sets the key at a pointer. */
    static String variable(JsonPointer pointer) {
        return VARIABLE_PREFIX
                + pointer.toString()
                        .substring(1)
                        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                        .replace('/', '_')
                        .toUpperCase(Locale.ROOT);
    }

    /** The system property that sets the key at a pointer. */
    static String property(JsonPointer pointer) {
        return PROPERTY_PREFIX + pointer.toString().substring(1).replace('/', '.');
    }

    private static EnvironmentOverlay of(
            SchemaTree schema,
            Map<String, String> given,
            String prefix,
            String kind,
            Function<JsonPointer, String> nameOf) {
        Map<String, SchemaTree.Key> known = new TreeMap<>();
        for (SchemaTree.Key key : schema.keys()) {
            if (key.isScalar() && !key.pointer().toString().matches(".*/[*$].*")) {
                known.put(nameOf.apply(key.pointer()), key);
            }
        }
        JsonObject values = new JsonObject();
        Map<JsonPointer, String> origins = new HashMap<>();
        Map<String, Optional<String>> unknown = new TreeMap<>();
        for (Map.Entry<String, String> entry : given.entrySet()) {
            SchemaTree.Key key = known.get(entry.getKey());
            if (key != null && !entry.getValue().isEmpty()) {
                put(values, key.pointer(), ScalarText.typed(key.schema(), entry.getValue()));
                origins.put(key.pointer(), kind + " " + entry.getKey());
            } else if (key == null && entry.getKey().startsWith(prefix)) {
                unknown.put(entry.getKey(), NearestName.of(entry.getKey(), known.keySet()));
            }
        }
        return new EnvironmentOverlay(values, origins, unknown);
    }

    private static void put(JsonObject root, JsonPointer pointer, JsonNode value) {
        JsonObject parent = root;
        JsonPointer rest = pointer;
        for (; !rest.tail().matches(); rest = rest.tail()) {
            String name = rest.getMatchingProperty();
            if (!parent.containsKey(name)) {
                parent.put(name, new JsonObject());
            }
            parent = parent.getJsonObject(name);
        }
        parent.put(rest.getMatchingProperty(), ScalarText.plain(value));
    }

    /** One sentence for each unknown name that the configuration does not refer to either. */
    List<String> warnings(String kind, Set<String> referredTo) {
        List<String> warnings = new ArrayList<>();
        unknown.forEach((name, nearest) -> {
            if (!referredTo.contains(name)) {
                warnings.add("the " + kind + " " + name + " names no key of the configuration and is not used"
                        + nearest.map(near -> "; did you mean " + near + "?").orElse(""));
            }
        });
        return warnings;
    }
}
