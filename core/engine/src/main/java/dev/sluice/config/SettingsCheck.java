package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.Destination;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.spi.InvalidSettingsException;
import java.util.Optional;

/** Checks one destination's settings with its plugin: against the schema that it declares, then by what it says itself. */
final class SettingsCheck {

    private final SchemaMessages messages;
    private final Findings findings;
    private final SecretValues secrets;

    SettingsCheck(SchemaMessages messages, Findings findings, SecretValues secrets) {
        this.messages = messages;
        this.findings = findings;
        this.secrets = secrets;
    }

    /**
     * Reports all that is wrong with the settings.
     *
     * @return the destination, for further checks only: where settings are wrong, made with examples in their place; empty where
     *     not even that works
     */
    Optional<Destination> check(int number, DestinationPlugin plugin, ObjectNode schema, ObjectNode settings) {
        JsonPointer at = ConfigSchema.settingsOf(number);
        try {
            for (Violation violation : new SchemaValidation(schema).validate(settings)) {
                JsonPointer pointer = at.append(violation.pointer());
                if (!findings.isWrong(pointer)) {
                    messages.report(
                            new Violation(pointer, violation.keyword(), violation.rule(), violation.instance()),
                            findings);
                }
            }
            return findings.isFaulty(at)
                    ? stopgap(plugin, mended(schema, settings, at))
                    : Optional.of(plugin.configure(settings.deepCopy()));
        } catch (InvalidSettingsException invalid) {
            findings.error(pointer(at, invalid), secrets.redact(invalid.getMessage()));
            return stopgap(plugin, mended(schema, settings, at));
        } catch (RuntimeException | LinkageError broken) {
            findings.error(
                    at,
                    "the plugin \"" + plugin.name() + "\" failed on these settings ("
                            + secrets.redact(broken.toString()) + "); its author needs to know");
            return Optional.empty();
        }
    }

    private static JsonPointer pointer(JsonPointer settings, InvalidSettingsException invalid) {
        try {
            return settings.append(JsonPointer.compile(invalid.pointer()));
        } catch (IllegalArgumentException noPointer) {
            return settings;
        }
    }

    /** The settings with an example in place of each wrong one. */
    private ObjectNode mended(ObjectNode schema, ObjectNode settings, JsonPointer at) {
        JsonNode example = schema.path("examples").path(0);
        if (findings.isWrong(at) && example.isObject()) {
            return example.deepCopy();
        }
        ObjectNode mended = settings.deepCopy();
        for (String name : findings.faultyNames(at)) {
            mended.remove(name);
            if (example.has(name)) {
                mended.set(name, example.get(name).deepCopy());
            }
        }
        return mended;
    }

    private static Optional<Destination> stopgap(DestinationPlugin plugin, ObjectNode settings) {
        try {
            return Optional.of(plugin.configure(settings));
        } catch (RuntimeException | LinkageError unusable) {
            // What is wrong with the settings is reported already; only the checks that need a destination are left
            // out.
            return Optional.empty();
        }
    }
}
