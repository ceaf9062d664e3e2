package dev.sluice.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What a configuration changes at one target of a mapping. */
public sealed interface MappingOverride {

    /** The target gets this value, whatever the event says. */
    record Constant(JsonNode value) implements MappingOverride {

        /** Without the value, which may have come from a reference and so be secret. */
        @Override
        public String toString() {
            return "a constant";
        }
    }

    /** The target is left out. */
    record Drop() implements MappingOverride {}

    /**
     * The target is taken from elsewhere, or hashed, or both.
     *
     * @param from JSON pointer into the event; empty where the plugin's own source stands
     * @param salt where present, the value is replaced by the lower-case hex SHA-256 of the salt and the value's text
     */
    record Replace(Optional<String> from, Optional<Secret> salt) implements MappingOverride {}
}
