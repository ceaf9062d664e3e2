package dev.sluice.testkit.contract.flawed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.Answer;
import dev.sluice.spi.BatchLimits;
import dev.sluice.spi.DeliveryRequest;
import dev.sluice.spi.DeliveryResponse;
import dev.sluice.spi.Destination;
import dev.sluice.spi.Identity;
import dev.sluice.spi.MappedEvent;
import dev.sluice.spi.Mapping;
import dev.sluice.spi.MappingRow;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The good destination, to be spoilt in one place. */
class FlawedDestination implements Destination {

    final Destination good;

    FlawedDestination(Destination good) {
        this.good = good;
    }

    @Override
    public URI endpoint() {
        return good.endpoint();
    }

    @Override
    public Mapping mapping() {
        return good.mapping();
    }

    @Override
    public BatchLimits limits() {
        return good.limits();
    }

    @Override
    public Optional<Duration> dedupeWindow() {
        return good.dedupeWindow();
    }

    @Override
    public Optional<Identity> identify(ObjectNode mapped) {
        return good.identify(mapped);
    }

    @Override
    public DeliveryRequest request(List<MappedEvent> batch, Instant sentAt) {
        return good.request(batch, sentAt);
    }

    @Override
    public Optional<DeliveryRequest> probe(Instant sentAt) {
        return good.probe(sentAt);
    }

    @Override
    public Answer read(DeliveryResponse response, List<MappedEvent> batch) {
        return good.read(response, batch);
    }

    /** The good mapping with one more row. */
    static Mapping with(Mapping mapping, MappingRow row) {
        List<MappingRow> rows = new ArrayList<>(mapping.rows());
        rows.add(row);
        return new Mapping(rows, mapping.furtherTargets(), mapping.limits());
    }

    /** The good request with another body and further headers. */
    static DeliveryRequest with(DeliveryRequest request, String body, Map<String, String> further) {
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.putAll(further);
        return new DeliveryRequest(
                request.method(), request.uri(), headers, body.getBytes(StandardCharsets.UTF_8), OptionalInt.empty());
    }

    static String text(DeliveryRequest request) {
        return new String(request.body(), StandardCharsets.UTF_8);
    }
}
