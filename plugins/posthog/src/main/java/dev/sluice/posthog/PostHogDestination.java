package dev.sluice.posthog;

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
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A PostHog project. It has no window in which a second copy is dropped for certain: copies with one uuid are merged some time, as
 * its store sees fit (posthog.com/docs/data/ingestion-warnings).
 */
final class PostHogDestination implements Destination {

    private final PostHogSettings settings;
    private final Mapping mapping;
    private final PostHogRequests requests;
    private final PostHogAnswers answers;

    PostHogDestination(PostHogSettings settings) {
        this.settings = settings;
        mapping = PostHogMapping.of(settings);
        requests = new PostHogRequests(settings);
        answers = new PostHogAnswers(settings);
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
        return PostHogRequests.LIMITS;
    }

    /** Overrides may have put an id there that stands for nobody. */
    @Override
    public Optional<Identity> identify(ObjectNode mapped) {
        JsonNode id = mapped.path("distinct_id");
        return DistinctIds.isUsable(id)
                ? Optional.of(new Identity(Optional.of(id.asText()), Optional.empty()))
                : Optional.empty();
    }

    @Override
    public DeliveryRequest request(List<MappedEvent> batch, Instant sentAt) {
        return requests.of(batch);
    }

    /** A request without events is refused, whatever the key. */
    @Override
    public Optional<DeliveryRequest> probe(Instant sentAt) {
        return Optional.empty();
    }

    @Override
    public Answer read(DeliveryResponse response, List<MappedEvent> batch) {
        return answers.read(response);
    }
}
