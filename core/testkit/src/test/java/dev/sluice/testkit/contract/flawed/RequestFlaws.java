package dev.sluice.testkit.contract.flawed;

import dev.sluice.spi.BatchLimits;
import dev.sluice.spi.DeliveryRequest;
import dev.sluice.spi.MappedEvent;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What can be wrong with limits and requests. */
final class RequestFlaws {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private RequestFlaws() {}

    static List<Flaw> all() {
        return List.of(
                new Flaw(
                        "more around the events than is told of",
                        "aFullBatchKeepsToTheLimits",
                        "over maxBytes",
                        "add no more than the envelope and one byte between events",
                        () -> Spoilt.request(
                                (good, batch, destination) -> batch.isEmpty() ? good : padded(good, 5_000))),
                new Flaw(
                        "no room for events",
                        "aFullBatchKeepsToTheLimits",
                        "a request without events has",
                        "let maxBytes hold the whole body",
                        () -> Spoilt.limits(new BatchLimits(10, 14, 10))),
                new Flaw(
                        "an event as large as a whole request",
                        "theLargestEventFitsIntoARequest",
                        "an event may have 1000000 bytes, but only 999987",
                        "lower maxEventBytes",
                        () -> Spoilt.limits(new BatchLimits(10, 1_000_000, 1_000_000))),
                new Flaw(
                        "a length of its own",
                        "requestsHaveTheFormOfRequests",
                        "the request of a batch sets the header Content-Length",
                        "leave it to the engine",
                        () -> Spoilt.request((good, batch, destination) -> FlawedDestination.with(
                                good, FlawedDestination.text(good), Map.of("Content-Length", "7")))),
                new Flaw(
                        "a line break in a header",
                        "requestsHaveTheFormOfRequests",
                        "headers that HTTP does not allow: [X-Key]",
                        "refuse such settings",
                        () -> Spoilt.request((good, batch, destination) ->
                                FlawedDestination.with(good, FlawedDestination.text(good), Map.of("X-Key", "a\r\nb")))),
                new Flaw(
                        "a body of no form",
                        "requestsHaveTheFormOfRequests",
                        "has a body but no Content-Type",
                        "name the body's form",
                        () -> Spoilt.request((good, batch, destination) ->
                                new DeliveryRequest("POST", good.uri(), Map.of(), good.body(), good.gzipFromBytes()))),
                new Flaw(
                        "a path without a server",
                        "requestsHaveTheFormOfRequests",
                        "goes to an address that is /events",
                        "give an absolute http or https address",
                        () -> Spoilt.request((good, batch, destination) -> new DeliveryRequest(
                                "POST", URI.create("/events"), good.headers(), good.body(), good.gzipFromBytes()))),
                new Flaw(
                        "the last event first",
                        "aRequestHoldsTheEventsAsGivenAndInOrder",
                        "the body does not hold the event",
                        "in the batch's order",
                        () -> Spoilt.request((good, batch, destination) -> {
                            List<MappedEvent> reversed = new ArrayList<>(batch);
                            Collections.reverse(reversed);
                            return destination.request(reversed, NOON);
                        })),
                new Flaw(
                        "a line for each event",
                        "aRequestWeighsItsEnvelopeAndItsEvents",
                        "with a comma each",
                        "let what surrounds the events be the same",
                        () -> Spoilt.request((good, batch, destination) -> padded(good, batch.size() * 3))),
                new Flaw(
                        "another id for each try",
                        "oneBatchAtOneInstantMakesTheSameRequest",
                        "two requests of one batch at one instant differ",
                        "without clock, random or counter",
                        () -> Spoilt.request((good, batch, destination) -> FlawedDestination.with(
                                good,
                                FlawedDestination.text(good),
                                Map.of("X-Request", UUID.randomUUID().toString())))));
    }

    private static DeliveryRequest padded(DeliveryRequest good, int bytes) {
        return FlawedDestination.with(good, FlawedDestination.text(good) + " ".repeat(bytes), Map.of());
    }
}
