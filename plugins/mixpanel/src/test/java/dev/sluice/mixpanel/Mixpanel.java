package dev.sluice.mixpanel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.BatchConfig;
import dev.sluice.config.DataSize;
import dev.sluice.config.DeliveryConfig;
import dev.sluice.config.DestinationConfig;
import dev.sluice.config.FilterConfig;
import dev.sluice.config.SecretValues;
import dev.sluice.config.WindowConfig;
import dev.sluice.lane.LanePreview;
import dev.sluice.lane.LanePreview.Outcome;
import dev.sluice.spi.Destination;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The destination as a configuration makes it, and the lane's way to it. */
final class Mixpanel {

    static final String SECRET = "0123456789abcdefghijklmnopqrstuv";

    private final Destination destination;
    private final LanePreview lane;

    private Mixpanel(ObjectNode settings) {
        destination = new MixpanelPlugin().configure(settings);
        lane = LanePreview.of(
                new DestinationConfig(
                        "mixpanel",
                        "mixpanel",
                        settings,
                        new FilterConfig(List.of("*"), Optional.empty()),
                        Map.of(),
                        new BatchConfig(1000, DataSize.mebibytes(1), Duration.ZERO),
                        new DeliveryConfig(1, Duration.ofSeconds(1), Duration.ofDays(7)),
                        new WindowConfig(1000, DataSize.mebibytes(1))),
                destination,
                SecretValues.NONE);
    }

    /** With a service account, and these settings too. */
    static Mixpanel with(String settings) {
        ObjectNode all = (ObjectNode) json("""
                {'projectId':42,'serviceAccountUsername':'account','serviceAccountSecret':'%s'}""".formatted(SECRET));
        all.setAll((ObjectNode) json(settings));
        return new Mixpanel(all);
    }

    /** With these settings alone. */
    static Mixpanel withOnly(String settings) {
        return new Mixpanel((ObjectNode) json(settings));
    }

    Destination destination() {
        return destination;
    }

    /** What would be sent for {@code push clicked} with this data; it must not be filtered. */
    JsonNode mapData(String data) {
        return map("01E4C4CT6YDC7Y5M7FE1GWWPQJ", data);
    }

    JsonNode map(String eventId, String data) {
        Outcome outcome = outcome(eventId, data);
        if (outcome instanceof Outcome.Sent sent) {
            return json(new String(sent.mapped().json(), StandardCharsets.UTF_8));
        }
        throw new AssertionError("not sent: " + outcome);
    }

    Outcome outcome(String eventId, String data) {
        return outcome("clicked", eventId, data);
    }

    /** What becomes of a push event of this metric. */
    Outcome outcome(String metric, String eventId, String data) {
        String webhook = """
                {"event_id":"%s","object_type":"push","metric":"%s","timestamp":1669045350,"data":%s}""".formatted(eventId, metric, data.replace('\'', '"'));
        return lane.preview(webhook.getBytes(StandardCharsets.UTF_8), 1_700_000_000_000L);
    }

    /** JSON in which an apostrophe stands for a quotation mark. */
    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException broken) {
            throw new AssertionError(broken);
        }
    }
}
