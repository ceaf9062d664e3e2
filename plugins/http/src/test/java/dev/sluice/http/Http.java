package dev.sluice.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.BatchConfig;
import dev.sluice.config.DataSize;
import dev.sluice.config.DeliveryConfig;
import dev.sluice.config.DestinationConfig;
import dev.sluice.config.FilterConfig;
import dev.sluice.config.MappingOverride;
import dev.sluice.config.SecretValues;
import dev.sluice.config.WindowConfig;
import dev.sluice.lane.LanePreview;
import dev.sluice.lane.LanePreview.Outcome;
import dev.sluice.spi.DeliveryRequest;
import dev.sluice.spi.Destination;
import dev.sluice.spi.Identity;
import dev.sluice.spi.MappedEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The destination as a configuration makes it, and the lane's way to it. */
final class Http {

    static final String URL = "https://hooks.example.com/services/T0/secret?source=sluice";
    static final Instant NOW = Instant.parse("2026-03-02T08:00:00.5Z");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Destination destination;
    private final LanePreview lane;

    private Http(ObjectNode settings, Map<String, MappingOverride> overrides) {
        if (!settings.has("url")) {
            settings.put("url", URL);
        }
        destination = new HttpPlugin().configure(settings);
        lane = LanePreview.of(
                new DestinationConfig(
                        "http",
                        "http",
                        settings,
                        new FilterConfig(List.of("*"), Optional.empty()),
                        overrides,
                        new BatchConfig(1000, DataSize.mebibytes(1), Duration.ZERO),
                        new DeliveryConfig(1, Duration.ofSeconds(1), Duration.ofDays(7)),
                        new WindowConfig(1000, DataSize.mebibytes(1))),
                destination,
                SecretValues.NONE);
    }

    /** @param settings JSON with single quotes; the address is there already */
    static Http with(String settings) {
        return new Http((ObjectNode) json(settings.replace('\'', '"')), Map.of());
    }

    static Http withBody(String template) {
        return new Http(MAPPER.createObjectNode().put("body", template), Map.of());
    }

    static Http overridden(String target, MappingOverride override) {
        return new Http(MAPPER.createObjectNode(), Map.of(target, override));
    }

    Destination destination() {
        return destination;
    }

    /** The request for bodies in JSON, of the events e0, e1, …. */
    DeliveryRequest request(String... bodies) {
        return destination.request(batch(bodies), NOW);
    }

    static List<MappedEvent> batch(String... bodies) {
        List<MappedEvent> batch = new ArrayList<>();
        for (String body : bodies) {
            batch.add(event("e" + batch.size(), body));
        }
        return batch;
    }

    static MappedEvent event(String id, String body) {
        byte[] mapped = ("{\"body\":" + body + "}").getBytes(StandardCharsets.UTF_8);
        return new MappedEvent(id, mapped, Identity.NOBODY);
    }

    /** What would be sent for an {@code email sent} with this data, JSON with single quotes, in a request of its own. */
    String send(String data) {
        Outcome outcome = outcome(data);
        if (outcome instanceof Outcome.Sent sent) {
            return text(destination.request(List.of(sent.mapped()), NOW).body());
        }
        throw new AssertionError("not sent: " + outcome);
    }

    Outcome outcome(String data) {
        return outcomeOf("""
                {"event_id":"e1","object_type":"email","metric":"sent","timestamp":1669045350,"data":%s}""".formatted(data.replace('\'', '"')));
    }

    Outcome outcomeOf(String webhook) {
        return lane.preview(webhook.getBytes(StandardCharsets.UTF_8), 1_700_000_000_000L);
    }

    static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }
}
