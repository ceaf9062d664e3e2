package dev.sluice.segment;

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
final class Segment {

    static final String KEY = "0123456789abcdefghijklmnopqrstuv";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Destination destination;
    private final LanePreview lane;

    private Segment(String settings, Map<String, MappingOverride> overrides) {
        ObjectNode parsed = (ObjectNode) json(settings);
        parsed.put("writeKey", KEY);
        destination = new SegmentPlugin().configure(parsed);
        lane = LanePreview.of(
                new DestinationConfig(
                        "segment",
                        "segment",
                        parsed,
                        new FilterConfig(List.of("*"), Optional.empty()),
                        overrides,
                        new BatchConfig(1000, DataSize.mebibytes(1), Duration.ZERO),
                        new DeliveryConfig(1, Duration.ofSeconds(1), Duration.ofDays(7)),
                        new WindowConfig(1000, DataSize.mebibytes(1))),
                destination,
                SecretValues.NONE);
    }

    /** @param settings JSON with single quotes */
    static Segment with(String settings) {
        return new Segment(settings.replace('\'', '"'), Map.of());
    }

    static Segment overridden(String target, MappingOverride override) {
        return new Segment("{}", Map.of(target, override));
    }

    Destination destination() {
        return destination;
    }

    /** What would be sent for an event; it must not be filtered. Its data is JSON with single quotes. */
    JsonNode map(String objectType, String metric, String data) {
        Outcome outcome = outcome(objectType, metric, data);
        if (outcome instanceof Outcome.Sent sent) {
            return json(sent.mapped().json());
        }
        throw new AssertionError("not sent: " + outcome);
    }

    Outcome outcome(String objectType, String metric, String data) {
        return outcome("""
                {"event_id":"e1","object_type":"%s","metric":"%s","timestamp":1669045350,"data":%s}""".formatted(objectType, metric, data.replace('\'', '"')));
    }

    Outcome outcome(String webhook) {
        return lane.preview(webhook.getBytes(StandardCharsets.UTF_8), 1_700_000_000_000L);
    }

    static JsonNode json(String text) {
        return json(text.getBytes(StandardCharsets.UTF_8));
    }

    static JsonNode json(byte[] text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }
}
