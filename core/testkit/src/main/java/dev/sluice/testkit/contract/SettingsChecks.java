package dev.sluice.testkit.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.InvalidSettingsException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Whether the settings' schema and the plugin agree. */
final class SettingsChecks {

    private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
    private static final Pattern SECRET_NAME =
            Pattern.compile(".*(password|secret|token|api_?key|write_?key|private_?key)", Pattern.CASE_INSENSITIVE);

    /** Shorter ones turn up in texts by chance. */
    private static final int LEAST_SECRET_LENGTH = 6;

    private final Candidate candidate;
    private final SettingSchema schema;

    SettingsChecks(Candidate candidate) {
        this.candidate = candidate;
        schema = candidate.schema();
    }

    void validSchema() {
        JsonNode root = candidate.plugin().settingsSchema();
        Expect.that(
                root.path("$schema").asText().equals(DRAFT),
                "settings.schema.json has the $schema " + root.path("$schema"),
                "write \"$schema\": \"" + DRAFT + "\"");
        Expect.that(
                root.path("type").asText().equals("object"),
                "settings.schema.json has the type " + root.path("type"),
                "write \"type\": \"object\": settings are an object");
        List<String> flaws = schema.flaws();
        Expect.that(flaws.isEmpty(), "settings.schema.json is no JSON Schema: " + flaws, "mend these places");
        for (String name : schema.required()) {
            Expect.that(
                    root.path("properties").has(name),
                    "the required setting " + name + " is not among the properties",
                    "declare it, or take it out of required");
        }
    }

    void descriptions() {
        schema.properties()
                .forEach((pointer, property) -> Expect.that(
                        !property.path("description").asText().isBlank(),
                        "the setting " + pointer + " has no description",
                        "say in one sentence what it is and where an operator finds it"));
    }

    void example() {
        ObjectNode example = candidate.example();
        List<String> refusals = schema.refusals(example);
        Expect.that(
                refusals.isEmpty(),
                "the first example does not fit the schema: " + refusals,
                "make it a whole, valid settings object: plugins describe works from it");
        candidate.destination();
        Expect.that(
                candidate.example().equals(example) && !changedByConfigure(example),
                "configure() changes the settings it is given",
                "read them only");
    }

    void requiredSettings() {
        for (String name : schema.required()) {
            ObjectNode without = candidate.example();
            without.remove(name);
            Expect.that(
                    !schema.takes(without),
                    "the schema takes settings without the required " + name,
                    "give the first example every required setting, and required no conditions");
            if (candidate.example().path(name).isTextual()) {
                Expect.that(
                        !works(candidate.example().put(name, "")),
                        "the required setting " + name + " can be empty",
                        "write \"minLength\": 1: an unset environment variable gives an empty text");
            }
        }
    }

    void optionalSettings() {
        candidate.example().fieldNames().forEachRemaining(name -> {
            ObjectNode without = candidate.example();
            without.remove(name);
            if (schema.takes(without)) {
                SettingsTrial.of(candidate, without, "/" + name, "left out").run();
            }
        });
    }

    void defaults() {
        for (Map.Entry<JsonPointer, JsonNode> property : schema.properties().entrySet()) {
            JsonNode standard = property.getValue().path("default");
            if (standard.isMissingNode()) {
                continue;
            }
            List<String> refusals = schema.of(property.getValue()).refusals(standard);
            Expect.that(
                    refusals.isEmpty(),
                    "the default of " + property.getKey() + " is not a valid value: " + refusals,
                    "give it a default that an operator could have written");
            Expect.that(
                    !property.getValue().path("writeOnly").asBoolean(),
                    "the secret setting " + property.getKey() + " has a default",
                    "make it required, or work without it");
        }
    }

    void unknownSetting() {
        ObjectNode more = candidate.example().put("noSuchSetting", true);
        Expect.that(
                !schema.takes(more),
                "the schema takes a setting that nobody knows",
                "write \"additionalProperties\": false, so that a misspelt setting is found");
    }

    void secretsMarked() {
        schema.properties().forEach((pointer, property) -> {
            String name = pointer.last().getMatchingProperty();
            Expect.that(
                    !SECRET_NAME.matcher(name).matches()
                            || !property.path("type").asText("string").equals("string")
                            || property.path("writeOnly").asBoolean(),
                    "the setting " + pointer + " has the name of a secret, but is not marked as one",
                    "write \"writeOnly\": true, which keeps it out of logs, errors and answers, or name it otherwise");
        });
        for (String secret : candidate.secrets()) {
            Expect.that(
                    secret.length() >= LEAST_SECRET_LENGTH,
                    "the example has a secret of " + secret.length() + " characters",
                    "write one of " + LEAST_SECRET_LENGTH + " or more, so that it can be told from other words");
        }
    }

    void everyAcceptedValueWorks() {
        schema.properties().forEach((pointer, property) -> {
            for (JsonNode value : SettingValues.of(property)) {
                ObjectNode settings = candidate.example();
                if (settings.at(pointer.head()) instanceof ObjectNode parent) {
                    parent.set(pointer.last().getMatchingProperty(), value);
                    if (schema.takes(settings)) {
                        SettingsTrial.of(candidate, settings, pointer.toString(), "set to " + Expect.shown(value))
                                .run();
                    }
                }
            }
        });
    }

    private boolean works(ObjectNode settings) {
        try {
            return schema.takes(settings) && candidate.plugin().configure(settings) != null;
        } catch (InvalidSettingsException refused) {
            return false;
        }
    }

    private boolean changedByConfigure(ObjectNode settings) {
        ObjectNode given = settings.deepCopy();
        candidate.configure(given);
        return !given.equals(settings);
    }
}
