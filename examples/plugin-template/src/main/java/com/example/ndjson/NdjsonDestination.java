package com.example.ndjson;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.Answer;
import dev.sluice.spi.BatchLimits;
import dev.sluice.spi.DeliveryRequest;
import dev.sluice.spi.DeliveryResponse;
import dev.sluice.spi.Destination;
import dev.sluice.spi.Identity;
import dev.sluice.spi.MappedEvent;
import dev.sluice.spi.Mapping;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One collector. */
final class NdjsonDestination implements Destination {

    private final NdjsonSettings settings;
    private final NdjsonRequests requests;
    private final NdjsonAnswers answers;

    NdjsonDestination(NdjsonSettings settings) {
        this.settings = settings;
        requests = new NdjsonRequests(settings);
        answers = new NdjsonAnswers(settings);
    }

    @Override
    public URI endpoint() {
        return settings.endpoint();
    }

    @Override
    public Mapping mapping() {
        return NdjsonMapping.ROWS;
    }

    @Override
    public BatchLimits limits() {
        return NdjsonRequests.LIMITS;
    }

    /** The collector takes events about nobody too. */
    @Override
    public Optional<Identity> identify(ObjectNode mapped) {
        return Optional.of(new Identity(text(mapped, "person"), text(mapped, "device")));
    }

    @Override
    public DeliveryRequest request(List<MappedEvent> batch, Instant sentAt) {
        return requests.of(batch);
    }

    /** The collector answers a request without lines with 204 where the token is good. */
    @Override
    public Optional<DeliveryRequest> probe(Instant sentAt) {
        return Optional.of(requests.of(List.of()));
    }

    @Override
    public Answer read(DeliveryResponse response, List<MappedEvent> batch) {
        return answers.read(response, batch);
    }

    private static Optional<String> text(ObjectNode mapped, String field) {
        return Optional.of(mapped.path(field).asText()).filter(text -> !text.isEmpty());
    }
}
