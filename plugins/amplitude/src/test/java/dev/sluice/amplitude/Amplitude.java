package dev.sluice.amplitude;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import dev.sluice.spi.Destination;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The destination as a configuration makes it, and the lane's way to it. */
final class Amplitude {

    static final ObjectMapper MAPPER = new ObjectMapper();
    static final String KEY = "0123456789abcdef0123456789abcdef";

    private final Destination destination;
    private final LanePreview lane;

    private Amplitude(String settings, Map<String, MappingOverride> overrides) {
        ObjectNode parsed = (ObjectNode) json(settings);
        parsed.put("apiKey", KEY);
        destination = new AmplitudePlugin().configure(parsed);
        lane = LanePreview.of(
                new DestinationConfig(
                        "amplitude",
                        "amplitude",
                        parsed,
                        new FilterConfig(List.of("*"), Optional.empty()),
                        overrides,
                        new BatchConfig(1000, DataSize.mebibytes(1), Duration.ZERO),
                        new DeliveryConfig(1, Duration.ofSeconds(1), Duration.ofDays(7)),
                        new WindowConfig(1000, DataSize.mebibytes(1))),
                destination,
                SecretValues.NONE);
    }

    static Amplitude with(String settings) {
        return new Amplitude(settings, Map.of());
    }

    static Amplitude overridden(String target, MappingOverride override) {
        return new Amplitude("{}", Map.of(target, override));
    }

    Destination destination() {
        return destination;
    }

    /** What would be sent for a webhook; it must not be filtered. */
    JsonNode map(String webhook) {
        Outcome outcome = outcome(webhook);
        if (outcome instanceof Outcome.Sent sent) {
            return json(new String(sent.mapped().json(), StandardCharsets.UTF_8));
        }
        throw new AssertionError("not sent: " + outcome);
    }

    /** What would be sent for {@code email sent} with this data. */
    JsonNode mapData(String data) {
        return map(email(data));
    }

    Outcome outcome(String webhook) {
        return outcome(webhook.getBytes(StandardCharsets.UTF_8));
    }

    Outcome outcome(byte[] webhook) {
        return lane.preview(webhook, 1_700_000_000_000L);
    }

    static String email(String data) {
        return of("email", "sent", data);
    }

    static String of(String objectType, String metric, String data) {
        return """
                {"event_id":"e1","object_type":"%s","metric":"%s","timestamp":1669045350,"data":%s}""".formatted(objectType, metric, data);
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new AssertionError(broken);
        }
    }

    static JsonNode json(byte[] text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }
}
