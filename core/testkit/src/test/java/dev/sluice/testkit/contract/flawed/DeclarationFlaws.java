package dev.sluice.testkit.contract.flawed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.spi.Conversion;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.spi.Identity;
import dev.sluice.spi.MappingRow;
import dev.sluice.spi.Source;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What a plugin can declare wrongly of itself, its mapping and its endpoints. */
final class DeclarationFlaws {

    private DeclarationFlaws() {}

    static List<Flaw> all() {
        return List.of(
                new Flaw(
                        "name with a space",
                        "itsNameIsOneThatConfigurationsCanWrite",
                        "name() is \"Good One\"",
                        "use lower-case letters",
                        () -> new FlawedPlugin() {
                            @Override
                            public String name() {
                                return "Good One";
                            }
                        }),
                new Flaw(
                        "no description",
                        "itSaysInOneSentenceWhatItIs",
                        "description() is \"\"",
                        "say in one sentence which product",
                        () -> new FlawedPlugin() {
                            @Override
                            public String description() {
                                return "";
                            }
                        }),
                new Flaw(
                        "other edition",
                        "itsEditionOfTheSpiFits",
                        "spiVersion() is \"99.0\"",
                        "write return Spi.VERSION;",
                        () -> new FlawedPlugin() {
                            @Override
                            public String spiVersion() {
                                return "99.0";
                            }
                        }),
                new Flaw(
                        "not in services",
                        "theServiceLoaderFindsIt",
                        "does not find " + FlawedPlugin.class.getName(),
                        "META-INF/services/dev.sluice.spi.DestinationPlugin with the line",
                        FlawedPlugin::new),
                new Flaw(
                        "target twice",
                        "itsTargetsHaveNamesAndAreThereOnce",
                        "two rows have the target name",
                        "join their sources with orElse",
                        () -> Spoilt.row(MappingRow.optional("name", Source.at("/metric"), Conversion.NONE))),
                new Flaw(
                        "target without name",
                        "itsTargetsHaveNamesAndAreThereOnce",
                        "the target \"a..b\" has an empty name",
                        "single dots",
                        () -> Spoilt.row(MappingRow.optional("a..b", Source.at("/metric"), Conversion.NONE))),
                new Flaw(
                        "further target that a row fills",
                        "itsTargetsHaveNamesAndAreThereOnce",
                        "the target note is filled by a row and is a further target too",
                        "take it out of furtherTargets",
                        () -> Spoilt.row(MappingRow.optional("note", Source.at("/metric"), Conversion.NONE))),
                new Flaw(
                        "source without words",
                        "sourcesAndConversionsAreDescribed",
                        "the source of added describes itself as \"\"",
                        "say in a few words where the value comes from",
                        () -> added(Source.computed("", event -> event.path("metric")))),
                new Flaw(
                        "conversion without words",
                        "sourcesAndConversionsAreDescribed",
                        "the conversion of added describes itself as \"\"",
                        "use Conversion.NONE where nothing is",
                        () -> Spoilt.row(MappingRow.optional(
                                "added", Source.at("/metric"), new Conversion("", value -> TextNode.valueOf("x"))))),
                new Flaw(
                        "required but empty",
                        "requiredFieldsAreFilledForEveryDocumentedEvent",
                        "the required field added is empty for the event",
                        "or make the row optional",
                        () -> Spoilt.row(MappingRow.required("added", Source.at("/data/nowhere"), Conversion.NONE))),
                new Flaw(
                        "changes the event",
                        "mappingLeavesTheEventAsItIs",
                        "changed the event's document",
                        "copy a value before you change it",
                        () -> added(Source.computed("marked", event -> ((ObjectNode) event).put("seen", true)))),
                new Flaw(
                        "counts",
                        "mappingGivesTheSameEachTime",
                        "twice gives two different results",
                        "without clock, random or counter",
                        () -> {
                            AtomicInteger counter = new AtomicInteger();
                            return added(
                                    Source.computed("a count", event -> IntNode.valueOf(counter.incrementAndGet())));
                        }),
                new Flaw(
                        "knows nobody",
                        "itKnowsWhomAnEventIsAbout",
                        "identify() finds nobody in",
                        "or Identity.NOBODY where the destination needs none",
                        () -> Spoilt.destination(good -> new FlawedDestination(good) {
                            @Override
                            public Optional<Identity> identify(ObjectNode mapped) {
                                return Optional.empty();
                            }
                        })),
                new Flaw(
                        "changes what it identifies",
                        "itKnowsWhomAnEventIsAbout",
                        "identify() changed the mapped event",
                        "identify() only looks",
                        () -> Spoilt.destination(good -> new FlawedDestination(good) {
                            @Override
                            public Optional<Identity> identify(ObjectNode mapped) {
                                return good.identify(mapped.put("seen", true));
                            }
                        })),
                new Flaw(
                        "trusts the form of events",
                        "itMapsWhateverAnEventHolds",
                        "values of an unexpected form failed",
                        "leave a field out where its value can't be used",
                        () -> added(Source.computed(
                                "the id",
                                event -> TextNode.valueOf(event.get("data")
                                        .get("identifiers")
                                        .get("id")
                                        .textValue()
                                        .strip())))),
                new Flaw(
                        "endpoint without server",
                        "endpointsAreAddresses",
                        "the endpoint of the region us is /events",
                        "give an absolute http or https address",
                        () -> withEndpoint("/events")),
                new Flaw(
                        "another endpoint than declared",
                        "regionsHaveTheEndpointsThatAreDeclared",
                        "with region us the endpoint is https://us.good.example/events",
                        "take both from one place",
                        () -> withEndpoint("https://elsewhere.example/")),
                new Flaw(
                        "sends elsewhere",
                        "endpointsAreAddresses",
                        "but requests go to",
                        "show operators the server that requests go to",
                        () -> Spoilt.destination(good -> new FlawedDestination(good) {
                            @Override
                            public URI endpoint() {
                                return URI.create("https://shown.example/");
                            }
                        })));
    }

    private static DestinationPlugin added(Source source) {
        return Spoilt.row(MappingRow.optional("added", source, new Conversion("as it is", (JsonNode value) -> value)));
    }

    private static DestinationPlugin withEndpoint(String us) {
        return new FlawedPlugin() {
            @Override
            public Map<String, URI> endpoints() {
                return Map.of("us", URI.create(us));
            }
        };
    }
}
