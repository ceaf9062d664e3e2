package dev.sluice.testkit.contract.flawed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.DeliveryRequest;
import dev.sluice.spi.Destination;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.spi.InvalidSettingsException;
import dev.sluice.spi.MappedEvent;
import dev.sluice.spi.Mapping;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What can be wrong with settings and what is made of them. */
final class SettingsFlaws {

    private SettingsFlaws() {}

    static List<Flaw> all() {
        return List.of(
                new Flaw(
                        "no type that JSON Schema knows",
                        "theSettingsSchemaIsOne",
                        "settings.schema.json is no JSON Schema",
                        "mend these places",
                        () -> Spoilt.schema(schema -> property(schema, "source").put("type", "words"))),
                new Flaw(
                        "another draft of JSON Schema",
                        "theSettingsSchemaIsOne",
                        "has the $schema",
                        "draft/2020-12/schema",
                        () -> Spoilt.schema(
                                schema -> schema.put("$schema", "http://json-schema.org/draft-07/schema#"))),
                new Flaw(
                        "requires what it does not declare",
                        "theSettingsSchemaIsOne",
                        "the required setting account is not among the properties",
                        "declare it",
                        () -> Spoilt.schema(
                                schema -> schema.withArray("required").add("account"))),
                new Flaw(
                        "a setting without description",
                        "everySettingIsDescribed",
                        "the setting /region has no description",
                        "say in one sentence",
                        () -> Spoilt.schema(schema -> property(schema, "region").remove("description"))),
                new Flaw(
                        "no example",
                        "theFirstExampleIsWholeAndValid",
                        "settings.schema.json has no example",
                        "give it \"examples\"",
                        () -> Spoilt.schema(schema -> schema.remove("examples"))),
                new Flaw(
                        "an example with a setting that is no longer there",
                        "theFirstExampleIsWholeAndValid",
                        "the first example does not fit the schema",
                        "make it a whole, valid settings object",
                        () -> Spoilt.schema(schema -> ((ObjectNode) schema.at("/examples/0")).put("zone", "z"))),
                new Flaw(
                        "settings changed while they are read",
                        "theFirstExampleIsWholeAndValid",
                        "configure() changes the settings it is given",
                        "read them only",
                        () -> configured(settings -> settings.remove("region"))),
                new Flaw(
                        "an empty token taken for one",
                        "requiredSettingsCannotBeLeftOutOrEmpty",
                        "the required setting token can be empty",
                        "\"minLength\": 1",
                        () -> Spoilt.schema(schema -> property(schema, "token").remove("pattern"))),
                new Flaw(
                        "a setting that must be there and is not required",
                        "allOtherSettingsCanBeLeftOut",
                        "with the setting /region left out, which the schema takes, configure() failed",
                        "throw an InvalidSettingsException",
                        () -> configured(settings -> settings.get("region").asText())),
                new Flaw(
                        "a default that nobody could write",
                        "defaultsAreValid",
                        "the default of /region is not a valid value",
                        "a default that an operator could have written",
                        () -> Spoilt.schema(schema -> property(schema, "region").put("default", "moon"))),
                new Flaw(
                        "a default for a secret",
                        "defaultsAreValid",
                        "the secret setting /token has a default",
                        "make it required",
                        () -> Spoilt.schema(schema -> property(schema, "token").put("default", "Sesame0123456789"))),
                new Flaw(
                        "any setting goes",
                        "unknownSettingsAreRefused",
                        "takes a setting that nobody knows",
                        "\"additionalProperties\": false",
                        () -> Spoilt.schema(schema -> schema.remove("additionalProperties"))),
                new Flaw(
                        "a token that is no secret",
                        "secretsAreMarked",
                        "the setting /token has the name of a secret",
                        "\"writeOnly\": true",
                        () -> Spoilt.schema(schema -> property(schema, "token").remove("writeOnly"))),
                new Flaw(
                        "an example whose secret is any word",
                        "secretsAreMarked",
                        "the example has a secret of 3 characters",
                        "write one of 6 or more",
                        () -> Spoilt.schema(schema -> ((ObjectNode) schema.at("/examples/0")).put("token", "abc"))),
                new Flaw(
                        "a secret in words about the destination",
                        "secretsAreKeptOutOfSight",
                        "toString() of the destination shows a secret",
                        "a record that holds one needs a toString of its own",
                        SettingsFlaws::talkative),
                new Flaw(
                        "an address that is read when it is too late",
                        "settingsWorkOrAreRefusedWithAReason",
                        "which the schema takes, configure() failed",
                        "throw an InvalidSettingsException with the setting's pointer",
                        () -> configured(settings -> requireThat(
                                !settings.path("source").asText().isBlank(), new IllegalArgumentException("blank")))),
                new Flaw(
                        "a reason that points nowhere",
                        "settingsWorkOrAreRefusedWithAReason",
                        "the InvalidSettingsException points to \"/origin\"",
                        "give the JSON pointer of a setting that exists",
                        () -> configured(settings -> requireThat(
                                !settings.path("source").asText().isBlank(),
                                new InvalidSettingsException("/origin", "is blank; write a word")))),
                new Flaw(
                        "a reason without words",
                        "settingsWorkOrAreRefusedWithAReason",
                        "the InvalidSettingsException says \"bad\"",
                        "say what is wrong and what would be right",
                        () -> configured(settings -> requireThat(
                                !settings.path("source").asText().isBlank(),
                                new InvalidSettingsException("/source", "bad")))),
                new Flaw(
                        "a setting that fails when it is used",
                        "settingsWorkOrAreRefusedWithAReason",
                        "which configure() takes, the destination does not work",
                        "let configure() throw an InvalidSettingsException",
                        SettingsFlaws::injected),
                new Flaw(
                        "settings read again at each call",
                        "aDestinationKeepsNoHoldOfItsSettings",
                        "a destination changes with the settings object",
                        "read all settings in configure()",
                        SettingsFlaws::lazy));
    }

    private static ObjectNode property(ObjectNode schema, String name) {
        return (ObjectNode) schema.path("properties").path(name);
    }

    private static void requireThat(boolean holds, RuntimeException otherwise) {
        if (!holds) {
            throw otherwise;
        }
    }

    private static DestinationPlugin configured(Consumer<ObjectNode> reading) {
        return new FlawedPlugin() {
            @Override
            public Destination configure(ObjectNode settings) {
                Destination good = super.configure(settings);
                reading.accept(settings);
                return good;
            }
        };
    }

    private static DestinationPlugin talkative() {
        return new FlawedPlugin() {
            @Override
            Destination spoilt(Destination destination, ObjectNode settings) {
                String all = settings.toString();
                return new FlawedDestination(destination) {
                    @Override
                    public String toString() {
                        return "good with " + all;
                    }
                };
            }
        };
    }

    private static DestinationPlugin injected() {
        return new FlawedPlugin() {
            @Override
            Destination spoilt(Destination destination, ObjectNode settings) {
                String source = settings.path("source").asText();
                return new FlawedDestination(destination) {
                    @Override
                    public DeliveryRequest request(List<MappedEvent> batch, Instant sentAt) {
                        DeliveryRequest request = good.request(batch, sentAt);
                        return with(request, text(request), Map.of("X-Source", source));
                    }
                };
            }
        };
    }

    private static DestinationPlugin lazy() {
        return new FlawedPlugin() {
            @Override
            Destination spoilt(Destination destination, ObjectNode settings) {
                return new FlawedDestination(destination) {
                    @Override
                    public Mapping mapping() {
                        return settings.has("source")
                                ? good.mapping()
                                : with(good.mapping(), good.mapping().rows().get(0));
                    }
                };
            }
        };
    }
}
