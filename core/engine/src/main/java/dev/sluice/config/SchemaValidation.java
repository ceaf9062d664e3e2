package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks values against one JSON Schema (2020-12). */
final class SchemaValidation {

    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .formatAssertionsEnabled(true)
            .build();

    /** Loads nothing from elsewhere: a plugin's schema must not make the start depend on the net. */
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            builder -> builder.schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance())));

    private final ObjectNode root;
    private final JsonSchema schema;

    /** @throws RuntimeException where this is not a JSON Schema */
    SchemaValidation(ObjectNode root) {
        this.root = root;
        this.schema = FACTORY.getSchema(root, CONFIG);
    }

    /** Every rule that is broken, once each: of what is wrong because something else is, only the cause. */
    List<Violation> validate(JsonNode instance) {
        Map<String, Violation> byRule = new LinkedHashMap<>();
        for (ValidationMessage message : schema.validate(instance)) {
            Violation violation = violation(message, instance);
            byRule.putIfAbsent(violation.pointer() + " " + violation.keyword(), violation);
        }
        List<Violation> all = List.copyOf(byRule.values());
        List<Violation> causes = new ArrayList<>();
        for (Violation violation : all) {
            if (all.stream().noneMatch(other -> explains(other, violation))) {
                causes.add(violation);
            }
        }
        return causes;
    }

    private Violation violation(ValidationMessage message, JsonNode instance) {
        Optional<SchemaChoice> choice = SchemaChoice.around(message);
        if (choice.isPresent()) {
            JsonPointer pointer = choice.get().pointer();
            return new Violation(pointer, "oneOf", root.at(choice.get().rule()), instance.at(pointer));
        }
        JsonPointer at = JsonPointer.compile(message.getInstanceLocation().toString());
        boolean ofKey = message.getProperty() != null
                && message.getType().matches("required|additionalProperties|unevaluatedProperties|propertyNames");
        JsonPointer pointer = ofKey ? at.appendProperty(message.getProperty()) : at;
        return new Violation(pointer, message.getType(), message.getSchemaNode(), instance.at(at));
    }

    private static boolean explains(Violation cause, Violation other) {
        if (other.is("oneOf") && cause.is("additionalProperties", "required")) {
            return other.pointer().equals(cause.pointer().head());
        }
        boolean same = cause != other && cause.pointer().equals(other.pointer());
        return same && (cause.is("type") || (other.is("oneOf") && !cause.is("oneOf")));
    }
}
