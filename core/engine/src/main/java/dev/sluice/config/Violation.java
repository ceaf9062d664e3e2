package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * A value that breaks a rule of its schema.
 *
 * @param pointer the value; for a key that is missing or not known, the key itself
 * @param keyword the rule's keyword: {@code type}, {@code enum}, …
 * @param rule what stands at the keyword
 * @param instance the value; for a key that is missing, the object which should have it
 */
record Violation(JsonPointer pointer, String keyword, JsonNode rule, JsonNode instance) {

    boolean is(String... keywords) {
        for (String each : keywords) {
            if (each.equals(keyword)) {
                return true;
            }
        }
        return false;
    }
}
