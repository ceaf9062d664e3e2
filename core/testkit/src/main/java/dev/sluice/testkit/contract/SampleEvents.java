package dev.sluice.testkit.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.Event;
import dev.sluice.testkit.customerio.Webhooks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Events to try a destination with; the same ones in every run. */
final class SampleEvents {

    private static final long SEED = 20_261_101;

    /** Any day; destinations that refuse old events are asked about those of today by a sandbox's run. */
    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    private SampleEvents() {}

    /** One of each event that Customer.io documents, of people who have an id. */
    static List<Event> ofTheCatalogue() {
        return Webhooks.ofIdentifiedPeople(SEED, START).all().stream()
                .map(SampleEvents::event)
                .toList();
    }

    /** As many as asked for, up to some thousands, of the last day: some destinations refuse events of the future. */
    static List<Event> lately(int count) {
        Webhooks webhooks = Webhooks.ofIdentifiedPeople(SEED, Instant.now().minus(Duration.ofDays(1)));
        return Stream.generate(webhooks::next)
                .limit(count)
                .map(SampleEvents::event)
                .toList();
    }

    /** @param webhook with {@code event_id}, {@code object_type}, {@code metric}, {@code timestamp} in seconds and {@code data} */
    static Event event(ObjectNode webhook) {
        String id = webhook.path("event_id").asText();
        Expect.that(
                !id.isBlank() && webhook.hasNonNull("object_type") && webhook.hasNonNull("metric"),
                "an example webhook lacks event_id, object_type or metric: " + Expect.shown(webhook),
                "give exampleWebhooks() in the form of today, as aWebhook() builds them");
        long millis = webhook.path("timestamp").asLong() * 1000;
        ObjectNode document = webhook.deepCopy();
        document.put("timestamp", millis);
        return new Event(
                id, webhook.path("object_type").asText(), webhook.path("metric").asText(), millis, document);
    }
}
