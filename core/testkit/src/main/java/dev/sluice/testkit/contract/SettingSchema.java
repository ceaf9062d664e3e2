package dev.sluice.testkit.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON Schema of a plugin's settings, taken apart. */
final class SettingSchema {

    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private final ObjectNode schema;

    SettingSchema(ObjectNode schema) {
        this.schema = schema;
    }

    /** What breaks the rules that JSON Schema 2020-12 has for schemas. */
    List<String> flaws() {
        return texts(FACTORY.getSchema(SchemaLocation.of(SchemaId.V202012)), schema);
    }

    /** What in these settings breaks the schema. */
    List<String> refusals(JsonNode settings) {
        return texts(FACTORY.getSchema(schema), settings);
    }

    /** The schema of one setting, with all that it may refer to. */
    SettingSchema of(JsonNode property) {
        ObjectNode alone = property.deepCopy();
        if (schema.get("$defs") instanceof ObjectNode definitions) {
            alone.set("$defs", definitions.deepCopy());
        }
        return new SettingSchema(alone);
    }

    boolean takes(JsonNode settings) {
        return refusals(settings).isEmpty();
    }

    /** All settings, those inside of others too, by their JSON pointer from the settings object. */
    Map<JsonPointer, JsonNode> properties() {
        Map<JsonPointer, JsonNode> found = new LinkedHashMap<>();
        collect(JsonPointer.empty(), schema, found);
        return found;
    }

    /** The names of the settings that must be given. */
    List<String> required() {
        List<String> names = new ArrayList<>();
        schema.path("required").forEach(name -> names.add(name.asText()));
        return names;
    }

    /** The texts in these settings that are to be kept secret. */
    List<String> secrets(JsonNode settings) {
        List<String> found = new ArrayList<>();
        collectSecrets(schema, settings, false, found);
        return found;
    }

    private static void collect(JsonPointer at, JsonNode schema, Map<JsonPointer, JsonNode> found) {
        schema.path("properties").properties().forEach(property -> {
            JsonPointer pointer = at.appendProperty(property.getKey());
            found.put(pointer, property.getValue());
            collect(pointer, property.getValue(), found);
        });
    }

    private static void collectSecrets(JsonNode schema, JsonNode value, boolean inSecret, List<String> found) {
        boolean secret = inSecret || schema.path("writeOnly").asBoolean();
        if (value.isObject()) {
            value.properties().forEach(field -> {
                JsonNode declared = schema.path("properties").path(field.getKey());
                JsonNode inner = declared.isMissingNode() ? schema.path("additionalProperties") : declared;
                collectSecrets(inner, field.getValue(), secret, found);
            });
        } else if (value.isArray()) {
            value.forEach(element -> collectSecrets(schema.path("items"), element, secret, found));
        } else if (secret && value.isTextual()) {
            found.add(value.textValue());
        }
    }

    private static List<String> texts(JsonSchema schema, JsonNode instance) {
        return schema.validate(instance).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }
}
