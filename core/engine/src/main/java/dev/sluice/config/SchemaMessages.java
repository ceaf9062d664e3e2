package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Says in a sentence how a value breaks its schema, and what would be right. */
final class SchemaMessages {

    private final ConfigSchema schema;
    private final UnknownKeys unknownKeys;

    SchemaMessages(ConfigSchema schema) {
        this.schema = schema;
        this.unknownKeys = new UnknownKeys(schema);
    }

    /** Files a violation, with its pointer from the root of the configuration. */
    void report(Violation violation, Findings findings) {
        JsonPointer pointer = violation.pointer();
        if (violation.is("additionalProperties", "unevaluatedProperties")) {
            // Not with its value: a misspelt key may hold a secret.
            findings.errorWithoutValue(pointer, unknownKeys.describe(pointer));
        } else if (violation.is("propertyNames")) {
            findings.errorWithoutValue(pointer, "this key is not allowed here; remove it");
        } else if (violation.is("required")) {
            findings.error(pointer, "this key is missing" + purpose(pointer) + example(pointer));
        } else {
            findings.wrongValue(pointer, predicate(violation));
        }
    }

    private String predicate(Violation violation) {
        JsonPointer pointer = violation.pointer();
        JsonNode rule = violation.rule();
        return switch (violation.keyword()) {
            case "type" -> type(violation);
            case "enum" -> rule.size() == 1 ? only(rule.get(0)) : "is not one of " + list(rule);
            case "const" -> only(rule);
            case "minimum" -> "is under the minimum of " + bound(pointer, rule);
            case "maximum" -> "is over the maximum of " + bound(pointer, rule);
            case "exclusiveMinimum" -> "is not over " + rule;
            case "exclusiveMaximum" -> "is not under " + rule;
            case "pattern" -> pattern(pointer, rule);
            case "format" -> "is not a valid " + rule.asText() + example(pointer);
            case "minLength" ->
                (violation.instance().asText().isEmpty() ? "is empty" : "is shorter than " + rule + " characters")
                        + example(pointer);
            case "maxLength" -> "is longer than " + rule + " characters";
            case "minItems" ->
                (violation.instance().isEmpty() ? "is empty" : "has fewer entries than " + rule) + example(pointer);
            case "maxItems" -> "has more entries than " + rule;
            case "minProperties" -> "has fewer keys than " + rule + example(pointer);
            case "maxProperties" -> "has more keys than " + rule;
            case "uniqueItems" -> "has an entry twice; remove one of them";
            case "oneOf", "anyOf" -> "must be one of these: " + forms(rule);
            default -> "breaks the rule \"" + violation.keyword() + "\": " + rule + example(pointer);
        };
    }

    private String type(Violation violation) {
        ObjectNode schemaAt = at(violation.pointer());
        Set<String> types =
                ScalarText.types(JsonNodeFactory.instance.objectNode().set("type", violation.rule()));
        String wanted = types.stream().map(SchemaMessages::typeName).collect(Collectors.joining(" or "));
        JsonNode value = violation.instance();
        if (value.isNull()) {
            return "is not " + wanted + "; leave the key out, or give it a value";
        }
        boolean quoted = value.isTextual()
                && !ScalarText.typed(schemaAt, value.asText()).isTextual()
                && !schema.isSecret(violation.pointer());
        return "is not " + wanted + (quoted ? "; write it without quotes" : example(violation.pointer()));
    }

    private String bound(JsonPointer pointer, JsonNode rule) {
        return rule.isIntegralNumber() ? Quantity.of(at(pointer)).text(rule.longValue()) : rule.toString();
    }

    private String pattern(JsonPointer pointer, JsonNode rule) {
        String title = at(pointer).path("title").asText();
        String what = title.isEmpty() ? "does not have the form " + rule.asText() : "is not a valid " + title;
        return what + example(pointer);
    }

    private String purpose(JsonPointer pointer) {
        String description = at(pointer).path("description").asText();
        int end = description.indexOf(". ");
        String first = (end < 0 ? description : description.substring(0, end)).replaceFirst("\\.$", "");
        return first.isEmpty() ? "" : " (" + first + ")";
    }

    private String example(JsonPointer pointer) {
        JsonNode example = at(pointer).path("examples").path(0);
        return example.isMissingNode() ? "" : "; write for example " + example;
    }

    private ObjectNode at(JsonPointer pointer) {
        return schema.at(pointer).orElseGet(JsonNodeFactory.instance::objectNode);
    }

    private static String only(JsonNode value) {
        return "is not " + value + ", the only value allowed here";
    }

    private static String list(JsonNode values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(value.toString()));
        return String.join(", ", texts);
    }

    private static String forms(JsonNode alternatives) {
        List<String> forms = new ArrayList<>();
        alternatives.forEach(alternative -> forms.add(form(alternative)));
        return String.join("; ", forms);
    }

    private static String form(JsonNode schema) {
        for (String words : new String[] {"title", "description"}) {
            if (schema.has(words)) {
                return schema.path(words).asText();
            }
        }
        if (schema.has("const") || schema.has("enum")) {
            return schema.has("const") ? schema.path("const").toString() : list(schema.path("enum"));
        }
        String type =
                ScalarText.types(schema).stream().map(SchemaMessages::typeName).collect(Collectors.joining(" or "));
        String keys = list(schema.path("required"));
        return (type.isEmpty() ? "an object" : type) + (keys.isEmpty() ? "" : " with " + keys);
    }

    private static String typeName(String type) {
        return switch (type) {
            case "string" -> "a string";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            case "array" -> "a list";
            case "object" -> "an object";
            default -> type;
        };
    }
}
