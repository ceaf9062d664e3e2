package dev.sluice.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.Conversion;
import dev.sluice.spi.Destination;
import dev.sluice.spi.Event;
import dev.sluice.spi.Identity;
import dev.sluice.spi.Mapping;
import dev.sluice.spi.MappingRow;
import dev.sluice.spi.TargetPath;
import dev.sluice.testkit.fuzz.HostileJson;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** What a destination maps, and whom it thinks an event is about. */
final class MappingChecks {

    /** Times each sample event is spoilt in a way of its own. */
    private static final int SPOILT = 5;

    private final Candidate candidate;
    private final Destination destination;
    private final Mapping mapping;

    MappingChecks(Candidate candidate) {
        this.candidate = candidate;
        destination = candidate.destination();
        mapping = destination.mapping();
        Expect.that(mapping != null, "mapping() returned null", "return the rows that fill the destination's fields");
    }

    void targets() {
        Expect.that(!mapping.rows().isEmpty(), "the mapping has no rows", "declare a row for each field that is sent");
        Set<String> seen = new HashSet<>();
        for (MappingRow row : mapping.rows()) {
            requireNamed(row.path());
            Expect.that(
                    seen.add(row.target()),
                    "two rows have the target " + row.target(),
                    "join their sources with orElse, or a configuration could override only one of them");
        }
        for (String further : mapping.furtherTargets()) {
            requireNamed(TargetPath.of(further));
            Expect.that(
                    !seen.contains(further),
                    "the target " + further + " is filled by a row and is a further target too",
                    "take it out of furtherTargets");
        }
    }

    void descriptions() {
        for (MappingRow row : mapping.rows()) {
            String source = row.source().describe();
            Expect.that(
                    source != null && !source.isBlank() && source.lines().count() == 1,
                    "the source of " + row.target() + " describes itself as \"" + source + "\"",
                    "say in a few words where the value comes from: plugins describe prints it");
            String conversion = row.conversion().describe();
            boolean none = row.conversion().function() == Conversion.NONE.function();
            Expect.that(
                    conversion != null && (none || !conversion.isBlank()),
                    "the conversion of " + row.target() + " describes itself as \"" + conversion + "\"",
                    "say in a few words what is done to the value, or use Conversion.NONE where nothing is");
        }
    }

    void requiredRows() {
        for (Event event : candidate.events()) {
            ObjectNode mapped = mapping.map(event.document());
            for (MappingRow row : mapping.rows()) {
                JsonNode value = row.path().get(mapped);
                Expect.that(
                        !row.required() || (value != null && !value.isNull()),
                        "the required field " + row.target() + " is empty for the event " + event.name(),
                        "give its source a value that every event has, or make the row optional");
            }
        }
    }

    void documentUnchanged() {
        for (Event event : candidate.events()) {
            ObjectNode before = event.document().deepCopy();
            ObjectNode mapped = mapping.map(event.document());
            destination.identify(mapped);
            Expect.that(
                    event.document().equals(before),
                    "mapping " + event.name() + " changed the event's document",
                    "copy a value before you change it: other destinations map the same document");
        }
    }

    void deterministic() {
        Mapping again = candidate.destination().mapping();
        for (Event event : candidate.events()) {
            ObjectNode first = mapping.map(event.document());
            Expect.that(
                    first.equals(mapping.map(event.document())) && first.equals(again.map(event.document())),
                    "mapping " + event.name() + " twice gives two different results",
                    "work values out of the event alone, without clock, random or counter");
        }
    }

    void identities() {
        for (Event event : candidate.events()) {
            ObjectNode mapped = mapping.map(event.document());
            ObjectNode before = mapped.deepCopy();
            Optional<Identity> identity = destination.identify(mapped);
            Expect.that(identity != null, "identify() returned null", "return Optional.empty() where there is nobody");
            Expect.that(
                    mapped.equals(before),
                    "identify() changed the mapped event",
                    "let the mapping fill fields; identify() only looks");
        }
        long usable = candidate.events().stream()
                .map(event -> mapping.map(event.document()))
                .filter(mapped -> destination.identify(mapped).isPresent())
                .count();
        Expect.that(
                usable * 2 >= candidate.events().size(),
                "identify() finds nobody in " + (candidate.events().size() - usable) + " of "
                        + candidate.events().size() + " events of people who have an id",
                "return the identity of the mapped person, or Identity.NOBODY where the destination needs none");
    }

    /** Whatever a sender or an override may put there. */
    void anythingGoes() {
        List<Event> events = candidate.events();
        for (int seed = 0; seed < events.size() * SPOILT; seed++) {
            Random random = new Random(seed);
            Event event = events.get(seed % events.size());
            ObjectNode document = event.document().deepCopy();
            document.set("data", HostileJson.mutated(object(document.path("data")), random));
            ObjectNode spoilt = object(document);
            survives(spoilt, random);
        }
    }

    private void survives(ObjectNode document, Random random) {
        try {
            ObjectNode mapped = mapping.map(document);
            destination.identify(mapped);
            mapping.rows().forEach(row -> row.path().replace(mapped, HostileJson.value(random)));
            destination.identify(mapped);
            destination.identify(JsonNodeFactory.instance.objectNode());
        } catch (RuntimeException | StackOverflowError failure) {
            throw Expect.breach(
                    "mapping an event with values of an unexpected form failed, document " + Expect.shown(document),
                    "leave a field out where its value can't be used; senders change their forms without notice",
                    failure);
        }
    }

    private static ObjectNode object(JsonNode node) {
        return node instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }

    private static void requireNamed(TargetPath path) {
        Expect.that(
                path.segments().stream().noneMatch(String::isBlank),
                "the target \"" + path.dotted() + "\" has an empty name in it",
                "name the field; inside of objects with single dots between the names");
    }
}
