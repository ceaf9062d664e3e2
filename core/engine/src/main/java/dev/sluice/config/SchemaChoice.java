package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import java.util.Optional;

/**
 * A choice of a schema (anyOf, oneOf) in which a value fits no alternative. The validator names each way in which each alternative
 * fails; the choice as a whole is what a user can understand.
 *
 * @param pointer the value that is to be one of the alternatives
 * @param rule pointer of the alternatives in the schema
 */
record SchemaChoice(JsonPointer pointer, JsonPointer rule) {

    /** The outermost choice that a message comes out of; empty where it comes out of none. */
    static Optional<SchemaChoice> around(ValidationMessage message) {
        JsonNodePath path = message.getEvaluationPath();
        for (int i = 0; i + 1 < path.getNameCount(); i++) {
            if (path.getName(i).matches("anyOf|oneOf") && path.getElement(i + 1) instanceof Integer) {
                return Optional.of(new SchemaChoice(value(message, i + 2), alternatives(message, path.getName(i))));
            }
        }
        return Optional.empty();
    }

    /** Each step of the evaluation into properties or entries is one of the way to the value: that part is taken back. */
    private static JsonPointer value(ValidationMessage message, int from) {
        JsonNodePath path = message.getEvaluationPath();
        JsonPointer pointer = JsonPointer.compile(message.getInstanceLocation().toString());
        for (int i = from; i < path.getNameCount() - 1; i++) {
            switch (path.getName(i)) {
                case "properties", "patternProperties", "prefixItems" -> {
                    pointer = pointer.head();
                    i++;
                }
                case "items", "additionalProperties", "unevaluatedProperties", "unevaluatedItems", "contains" ->
                    pointer = pointer.head();
                case "allOf", "anyOf", "oneOf", "dependentSchemas" -> i++;
                default -> {
                    // References and conditions stay at the same value.
                }
            }
        }
        return pointer;
    }

    private static JsonPointer alternatives(ValidationMessage message, String keyword) {
        String fragment = message.getSchemaLocation().getFragment().toString();
        int choice = fragment.indexOf("/" + keyword + "/");
        return JsonPointer.compile(choice < 0 ? fragment : fragment.substring(0, choice + keyword.length() + 1));
    }
}
