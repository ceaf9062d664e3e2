package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonNodePath;
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
            byRule.merge(violation.pointer() + " " + violation.keyword(), violation, (first, again) -> first);
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

    /**
     * Of a choice (anyOf, oneOf) the validator names each way in which each alternative fails; the choice itself is what the user
     * can understand.
     */
    private Violation violation(ValidationMessage message, JsonNode instance) {
        JsonNodePath path = message.getEvaluationPath();
        JsonPointer at = JsonPointer.compile(message.getInstanceLocation().toString());
        for (int i = 0; i + 1 < path.getNameCount(); i++) {
            boolean choice = path.getName(i).matches("anyOf|oneOf");
            if (choice && path.getElement(i + 1) instanceof Integer) {
                return new Violation(at, "oneOf", choiceOf(message), instance.at(at));
            }
        }
        boolean ofKey = message.getProperty() != null
                && message.getType().matches("required|additionalProperties|unevaluatedProperties|propertyNames");
        JsonPointer pointer = ofKey ? at.appendProperty(message.getProperty()) : at;
        return new Violation(pointer, message.getType(), message.getSchemaNode(), instance.at(at));
    }

    private JsonNode choiceOf(ValidationMessage message) {
        String fragment = message.getSchemaLocation().getFragment().toString();
        int outermost = fragment.replaceFirst("/(anyOf|oneOf)/[0-9]+/.*", "").length();
        String keyword = fragment.substring(outermost + 1, outermost + "anyOf".length() + 1);
        return root.at(fragment.substring(0, outermost)).path(keyword);
    }

    private static boolean explains(Violation cause, Violation other) {
        if (cause == other || !other.pointer().equals(cause.pointer())) {
            boolean inChoice = other.is("oneOf") && cause.is("additionalProperties", "required");
            return cause != other
                    && inChoice
                    && other.pointer().equals(cause.pointer().head());
        }
        return cause.is("type") || (other.is("oneOf") && !cause.is("oneOf"));
    }
}
