package dev.sluice.http;

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

/** An HTTP endpoint. Whether it knows an event again nobody can tell, so it has no window. */
final class HttpDestination implements Destination {

    private final HttpSettings settings;
    private final Mapping mapping;
    private final HttpRequests requests;
    private final HttpAnswers answers;

    HttpDestination(HttpSettings settings) {
        this.settings = settings;
        mapping = HttpMapping.of(settings);
        requests = new HttpRequests(settings);
        answers = new HttpAnswers(settings, requests.secrets());
    }

    @Override
    public URI endpoint() {
        return settings.origin();
    }

    @Override
    public Mapping mapping() {
        return mapping;
    }

    @Override
    public BatchLimits limits() {
        return requests.limits();
    }

    /** Events of nobody are of use too. */
    @Override
    public Optional<Identity> identify(ObjectNode mapped) {
        return Optional.of(Identity.NOBODY);
    }

    @Override
    public DeliveryRequest request(List<MappedEvent> batch, Instant sentAt) {
        return requests.of(batch, sentAt);
    }

    /** No request is without effect at every endpoint. */
    @Override
    public Optional<DeliveryRequest> probe(Instant sentAt) {
        return Optional.empty();
    }

    @Override
    public Answer read(DeliveryResponse response, List<MappedEvent> batch) {
        return answers.read(response, batch);
    }
}
