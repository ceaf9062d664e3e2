package dev.sluice.testkit.contract.good;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.spi.Answer;
import dev.sluice.spi.BatchLimits;
import dev.sluice.spi.Conversion;
import dev.sluice.spi.DeliveryRequest;
import dev.sluice.spi.DeliveryResponse;
import dev.sluice.spi.Destination;
import dev.sluice.spi.Identity;
import dev.sluice.spi.MappedEvent;
import dev.sluice.spi.Mapping;
import dev.sluice.spi.MappingRow;
import dev.sluice.spi.Source;
import dev.sluice.spi.ValueLimits;
import dev.sluice.spi.customerio.MessageSources;
import dev.sluice.spi.customerio.NameConversions;
import dev.sluice.spi.customerio.PersonSources;
import dev.sluice.spi.http.AnswerBody;
import dev.sluice.spi.http.BatchBody;
import dev.sluice.spi.http.StatusAnswer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Sends {@code {"events":[…]}} with a token. */
final class GoodDestination implements Destination {

    static final BatchLimits LIMITS = new BatchLimits(500, 1_000_000, 999_000);

    private static final BatchBody BODY = new BatchBody("{\"events\":[", "]}");

    private final URI endpoint;
    private final String token;
    private final Mapping mapping;
    private final StatusAnswer answers;

    GoodDestination(URI endpoint, String token, String source) {
        this.endpoint = endpoint;
        this.token = token;
        mapping = new Mapping(
                List.of(
                        MappingRow.required("id", Source.at("/event_id"), Conversion.NONE),
                        MappingRow.required("name", MessageSources.name(), NameConversions.CAPITALISED),
                        MappingRow.optional(
                                "person", new PersonSources(id -> !id.asText().isBlank()).id(), Conversion.TEXT),
                        MappingRow.optional(
                                "source",
                                Source.constant(TextNode.valueOf(source), "the setting source"),
                                Conversion.NONE),
                        MappingRow.optional("data", MessageSources.otherFields(), Conversion.NONE)),
                Set.of("note"),
                new ValueLimits(1000, 20));
        answers = new StatusAnswer(endpoint, "check settings.token");
    }

    @Override
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public Mapping mapping() {
        return mapping;
    }

    @Override
    public BatchLimits limits() {
        return LIMITS;
    }

    @Override
    public Optional<Duration> dedupeWindow() {
        return Optional.of(Duration.ofDays(1));
    }

    @Override
    public Optional<Identity> identify(ObjectNode mapped) {
        return Optional.of(new Identity(
                Optional.of(mapped.path("person").asText()).filter(id -> !id.isEmpty()), Optional.empty()));
    }

    @Override
    public DeliveryRequest request(List<MappedEvent> batch, Instant sentAt) {
        Map<String, String> headers = Map.of(
                "Content-Type", "application/json", "Authorization", "Bearer " + token, "X-Sent-At", sentAt.toString());
        return new DeliveryRequest("POST", endpoint, headers, BODY.of(batch), OptionalInt.of(2048));
    }

    @Override
    public Optional<DeliveryRequest> probe(Instant sentAt) {
        return Optional.of(request(List.of(), sentAt));
    }

    @Override
    public Answer read(DeliveryResponse response, List<MappedEvent> batch) {
        return answers.read(response, new AnswerBody(response, List.of(token)));
    }
}
