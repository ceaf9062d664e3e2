package dev.sluice.mixpanel;

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

/** A Mixpanel project. */
final class MixpanelDestination implements Destination {

    /**
     * Of events with the same event, distinct_id, time and $insert_id reports count one, however old: for as long as Mixpanel keeps
     * events, by default two years. Source: docs.mixpanel.com/reference/event-deduplication.
     */
    private static final Duration DEDUPE_WINDOW = Duration.ofDays(2 * 365);

    private final MixpanelSettings settings;
    private final Mapping mapping;
    private final MixpanelRequests requests;
    private final MixpanelAnswers answers;

    MixpanelDestination(MixpanelSettings settings) {
        this.settings = settings;
        mapping = MixpanelMapping.of(settings);
        requests = new MixpanelRequests(settings);
        answers = new MixpanelAnswers(settings);
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
        return MixpanelRequests.LIMITS;
    }

    @Override
    public Optional<Duration> dedupeWindow() {
        return Optional.of(DEDUPE_WINDOW);
    }

    /** Overrides may have put an id there that Mixpanel refuses. */
    @Override
    public Optional<Identity> identify(ObjectNode mapped) {
        JsonNode id = mapped.path("properties").path("distinct_id");
        return RefusedIds.isUsable(id)
                ? Optional.of(new Identity(Optional.of(id.asText()), Optional.empty()))
                : Optional.empty();
    }

    @Override
    public DeliveryRequest request(List<MappedEvent> batch, Instant sentAt) {
        return requests.of(batch);
    }

    @Override
    public Optional<DeliveryRequest> probe(Instant sentAt) {
        return Optional.of(requests.probe());
    }

    @Override
    public Answer read(DeliveryResponse response, List<MappedEvent> batch) {
        return answers.read(response, batch.size());
    }
}
