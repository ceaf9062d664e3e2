package dev.sluice.amplitude;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.spi.DeliveryRequest;
import dev.sluice.spi.MappedEvent;
import dev.sluice.spi.http.BatchBody;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Makes a request of events that are encoded already. */
final class AmplitudeRequests {

    /** The size from which Amplitude's own SDKs compress (Amplitude-TypeScript#1542). */
    private static final int GZIP_FROM_BYTES = 2 * 1024;

    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "application/json", "Accept", "application/json");

    private final AmplitudeSettings settings;
    private final BatchBody body;

    AmplitudeRequests(AmplitudeSettings settings) {
        this.settings = settings;
        body = new BatchBody(
                "{\"api_key\":" + TextNode.valueOf(settings.apiKey()) + ",\"events\":[",
                "],\"options\":{\"min_id_length\":" + settings.minIdLength() + "}}");
    }

    DeliveryRequest of(List<MappedEvent> events) {
        OptionalInt gzip = settings.gzip() ? OptionalInt.of(GZIP_FROM_BYTES) : OptionalInt.empty();
        return new DeliveryRequest("POST", settings.endpoint(), HEADERS, body.of(events), gzip);
    }
}
