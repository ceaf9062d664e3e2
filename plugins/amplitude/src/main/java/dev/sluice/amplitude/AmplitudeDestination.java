package dev.sluice.amplitude;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An Amplitude project. */
final class AmplitudeDestination implements Destination {

    /** Amplitude drops an insert_id that it took in within seven days. Source: its batch event upload API. */
    private static final Duration DEDUPE_WINDOW = Duration.ofDays(7);

    private final AmplitudeSettings settings;
    private final Mapping mapping;
    private final AmplitudeRequests requests;
    private final AmplitudeAnswers answers;

    AmplitudeDestination(AmplitudeSettings settings) {
        this.settings = settings;
        mapping = AmplitudeMapping.of(settings);
        requests = new AmplitudeRequests(settings);
        answers = new AmplitudeAnswers(settings);
    }

    @Override
    public URI endpoint() {
        return settings.endpoint();
    }

    @Override
    public Mapping mapping() {
        return mapping;
    }

    @Override
    public BatchLimits limits() {
        return settings.api().limits();
    }

    @Override
    public Optional<Duration> dedupeWindow() {
        return Optional.of(DEDUPE_WINDOW);
    }

    /** Overrides may have put an id there that Amplitude refuses, so both are looked at once more. */
    @Override
    public Optional<Identity> identify(ObjectNode mapped) {
        Optional<String> user = usable(mapped.path("user_id"));
        Optional<String> device = usable(mapped.path("device_id"));
        return user.isEmpty() && device.isEmpty() ? Optional.empty() : Optional.of(new Identity(user, device));
    }

    @Override
    public DeliveryRequest request(List<MappedEvent> batch, Instant sentAt) {
        return requests.of(batch);
    }

    /** Amplitude answers a request without events with 200 where the key is good. */
    @Override
    public Optional<DeliveryRequest> probe(Instant sentAt) {
        return Optional.of(requests.of(List.of()));
    }

    @Override
    public Answer read(DeliveryResponse response, List<MappedEvent> batch) {
        return answers.read(response, batch);
    }

    private static Optional<String> usable(JsonNode id) {
        return RefusedIds.isUsable(id) ? Optional.of(id.asText()) : Optional.empty();
    }
}
