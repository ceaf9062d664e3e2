package dev.sluice.testkit.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.Destination;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.spi.Event;
import dev.sluice.spi.Identity;
import dev.sluice.spi.MappedEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * The plugin that is checked, with its example settings and events.
 *
 * @param events one of each that Customer.io documents, and the author's own
 */
record Candidate(DestinationPlugin plugin, List<Event> events) {

    static Candidate of(DestinationPlugin plugin, List<ObjectNode> webhooks) {
        List<Event> events = new ArrayList<>(SampleEvents.ofTheCatalogue());
        webhooks.forEach(webhook -> events.add(SampleEvents.event(webhook)));
        return new Candidate(plugin, List.copyOf(events));
    }

    SettingSchema schema() {
        return new SettingSchema(settingsSchema());
    }

    /** The first example, a fresh copy at each call. */
    ObjectNode example() {
        if (settingsSchema().at("/examples/0") instanceof ObjectNode example) {
            return example.deepCopy();
        }
        throw Expect.breach(
                "settings.schema.json has no example",
                "give it \"examples\": [{…}], the first a whole and valid settings object");
    }

    Destination destination() {
        return configure(example());
    }

    Destination configure(ObjectNode settings) {
        Destination destination;
        try {
            destination = plugin.configure(settings);
        } catch (RuntimeException | LinkageError failure) {
            throw Expect.breach(
                    "configure() failed on settings that fit the schema",
                    "make it take the first example and whatever differs from it in a setting that may be left out",
                    failure);
        }
        Expect.that(destination != null, "configure() returned null", "return a destination or throw");
        return destination;
    }

    /** The example's secrets. */
    List<String> secrets() {
        return schema().secrets(example());
    }

    /** A batch of the sample events, as a lane would have made it. */
    List<MappedEvent> batch(Destination destination, int count) {
        return events.stream()
                .limit(count)
                .map(event -> mapped(destination, event))
                .toList();
    }

    static MappedEvent mapped(Destination destination, Event event) {
        ObjectNode mapped = destination.mapping().map(event.document());
        Identity identity = destination.identify(mapped).orElse(Identity.NOBODY);
        return new MappedEvent(event.id(), new LaneJson(destination.mapping().limits()).of(mapped), identity);
    }

    private ObjectNode settingsSchema() {
        ObjectNode schema;
        try {
            schema = plugin.settingsSchema();
        } catch (RuntimeException failure) {
            throw Expect.breach(
                    "settingsSchema() failed", "put settings.schema.json beside the plugin's class", failure);
        }
        Expect.that(schema != null, "settingsSchema() returned null", "put settings.schema.json beside the class");
        return schema;
    }
}
