package dev.sluice.segment;

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

/** A source in Segment. */
final class SegmentDestination implements Destination {

    /** Segment drops most messageIds that it has seen within a day. Source: segment.com/docs/guides/duplicate-data. */
    private static final Duration DEDUPE_WINDOW = Duration.ofHours(24);

    private final SegmentSettings settings;
    private final Mapping mapping;
    private final SegmentRequests requests;
    private final SegmentAnswers answers;

    SegmentDestination(SegmentSettings settings) {
        this.settings = settings;
        mapping = SegmentMapping.of(settings);
        requests = new SegmentRequests(settings);
        answers = new SegmentAnswers(settings, requests.secrets());
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
        return SegmentRequests.LIMITS;
    }

    @Override
    public Optional<Duration> dedupeWindow() {
        return Optional.of(DEDUPE_WINDOW);
    }

    /** Segment drops a call that has neither id, and answers 200 all the same. */
    @Override
    public Optional<Identity> identify(ObjectNode mapped) {
        Optional<String> user = usable(mapped.path("userId"));
        Optional<String> anonymous = usable(mapped.path("anonymousId"));
        return user.isEmpty() && anonymous.isEmpty() ? Optional.empty() : Optional.of(new Identity(user, anonymous));
    }

    @Override
    public DeliveryRequest request(List<MappedEvent> batch, Instant sentAt) {
        return requests.of(batch, sentAt);
    }

    /** There is no documented request that proves a key and leaves nothing behind. */
    @Override
    public Optional<DeliveryRequest> probe(Instant sentAt) {
        return Optional.empty();
    }

    @Override
    public Answer read(DeliveryResponse response, List<MappedEvent> batch) {
        return answers.read(response);
    }

    private static Optional<String> usable(JsonNode id) {
        return SegmentMapping.isUsable(id) ? Optional.of(id.asText()) : Optional.empty();
    }
}
