package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The schema of one configuration: the general one, and that of each destination's plugin where its settings stand. */
final class ConfigSchema {

    private final SchemaTree general;
    private final Map<Integer, SchemaTree> settings = new TreeMap<>();

    ConfigSchema(SchemaTree general) {
        this.general = general;
    }

    /** The pointer of a destination's settings. */
    static JsonPointer settingsOf(int destination) {
        return JsonPointer.compile("/destinations/" + destination + "/settings");
    }

    /** From now on the settings of a destination have this schema. */
    void settings(int destination, ObjectNode schema) {
        settings.put(destination, new SchemaTree(schema));
    }

    SchemaTree general() {
        return general;
    }

    /** The schemas of settings, by the number of the destination. */
    Map<Integer, SchemaTree> settings() {
        return settings;
    }

    /** The schema of the value at a pointer. */
    Optional<ObjectNode> at(JsonPointer pointer) {
        for (Map.Entry<Integer, SchemaTree> each : settings.entrySet()) {
            String mount = settingsOf(each.getKey()).toString();
            if ((pointer + "/").startsWith(mount + "/")) {
                return each.getValue().at(JsonPointer.compile(pointer.toString().substring(mount.length())));
            }
        }
        return general.at(pointer);
    }

    /** Whether the value at a pointer, or one around it, is marked as secret. */
    boolean isSecret(JsonPointer pointer) {
        for (JsonPointer around = pointer; around != null && !around.matches(); around = around.head()) {
            if (at(around)
                    .filter(schema -> schema.path("writeOnly").asBoolean())
                    .isPresent()) {
                return true;
            }
        }
        return false;
    }
}
