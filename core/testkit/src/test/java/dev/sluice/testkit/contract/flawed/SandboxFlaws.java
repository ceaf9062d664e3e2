package dev.sluice.testkit.contract.flawed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.spi.Answer;
import dev.sluice.spi.BatchLimits;
import dev.sluice.spi.Conversion;
import dev.sluice.spi.DeliveryRequest;
import dev.sluice.spi.Destination;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.spi.Identity;
import dev.sluice.spi.MappedEvent;
import dev.sluice.spi.Mapping;
import dev.sluice.spi.MappingRow;
import dev.sluice.spi.Source;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What shows only before a vendor. */
final class SandboxFlaws {

    private SandboxFlaws() {}

    static List<Flaw> all() {
        return List.of(
                new Flaw(
                        "a body that the vendor does not understand",
                        "itsVendorTakesABatchAndRecordsTheIds",
                        "a batch was not taken: Refused[reason=400 not a list of events]",
                        "compare the request with the vendor's documents",
                        () -> Spoilt.request((good, batch, destination) -> FlawedDestination.with(
                                good, FlawedDestination.text(good).replace("events", "items"), Map.of()))),
                new Flaw(
                        "another id than the event's",
                        "itsVendorTakesABatchAndRecordsTheIds",
                        "the sandbox recorded the ids",
                        "map /event_id to the field",
                        () -> renamed("an id")),
                new Flaw(
                        "more events than the vendor takes",
                        "itsVendorTakesBatchesUpToTheLimits",
                        "within limits(), was not taken: TooLarge",
                        "compare the request with the vendor's documents",
                        () -> Spoilt.limits(new BatchLimits(501, 100_000_000, 999_000))),
                new Flaw(
                        "ids that differ from copy to copy",
                        "itsVendorTakesACopyOnceWhereItSaysSo",
                        "dedupeWindow() says that a second copy is taken once, but the sandbox took in 40 events",
                        "or leave dedupeWindow() empty",
                        SandboxFlaws::numbered),
                new Flaw(
                        "a probe that delivers",
                        "aProbeSucceedsAndDeliversNothing",
                        "the probe delivered 1 events",
                        "probe with a request that delivers nothing",
                        () -> Spoilt.destination(good -> new FlawedDestination(good) {
                            @Override
                            public Optional<DeliveryRequest> probe(Instant sentAt) {
                                byte[] json = "{\"id\":\"probe\"}".getBytes(StandardCharsets.UTF_8);
                                return Optional.of(
                                        good.request(List.of(new MappedEvent("probe", json, Identity.NOBODY)), sentAt));
                            }
                        })),
                new Flaw(
                        "a wrong token taken for an outage",
                        "wrongCredentialsWaitForAPerson",
                        "with a wrong token the sandbox's answer is read as Unavailable",
                        "read it as Misconfigured",
                        () -> Spoilt.answer(401, new Answer.Unavailable("401", Optional.empty()))),
                new Flaw(
                        "an outage blamed on events",
                        "itsVendorsFaultsAreReadForWhatTheyAre",
                        "is read as Refused",
                        "as StatusAnswer does",
                        () -> Spoilt.answer(502, new Answer.Refused("502"))));
    }

    private static DestinationPlugin renamed(String value) {
        return Spoilt.destination(good -> new FlawedDestination(good) {
            @Override
            public Mapping mapping() {
                Conversion other = new Conversion("another", id -> TextNode.valueOf(value + id.asText()));
                return with(good.mapping(), MappingRow.required("id", Source.at("/event_id"), other));
            }
        });
    }

    /** Numbers the events of each request anew. */
    private static DestinationPlugin numbered() {
        return new FlawedPlugin() {
            @Override
            Destination spoilt(Destination destination, ObjectNode settings) {
                AtomicInteger requests = new AtomicInteger();
                return new FlawedDestination(destination) {
                    @Override
                    public DeliveryRequest request(List<MappedEvent> batch, Instant sentAt) {
                        DeliveryRequest request = good.request(batch, sentAt);
                        String number = "\"id\":\"" + requests.incrementAndGet() + "-";
                        return with(request, text(request).replace("\"id\":\"", number), Map.of());
                    }
                };
            }
        };
    }
}
