package dev.sluice.posthog;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.spi.BatchLimits;
import dev.sluice.spi.DeliveryRequest;
import dev.sluice.spi.MappedEvent;
import dev.sluice.spi.http.BatchBody;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Makes a request of events that are encoded already. Sources: posthog.com/docs/api/capture, section on batches (less than 20 MB a
 * request, any number of events), and /docs/data/ingestion-warnings (an event over 1 MB is thrown away in silence).
 */
final class PostHogRequests {

    static final BatchLimits LIMITS = new BatchLimits(10_000, 19_999_999, 1_000_000);

    private static final int GZIP_FROM_BYTES = 2 * 1024;

    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "application/json", "Accept", "application/json");

    private final PostHogSettings settings;
    private final BatchBody body;

    PostHogRequests(PostHogSettings settings) {
        this.settings = settings;
        body = new BatchBody(
                "{\"api_key\":" + TextNode.valueOf(settings.projectApiKey()) + ",\"historical_migration\":"
                        + settings.historicalMigration() + ",\"batch\":[",
                "]}");
    }

    DeliveryRequest of(List<MappedEvent> events) {
        OptionalInt gzip = settings.gzip() ? OptionalInt.of(GZIP_FROM_BYTES) : OptionalInt.empty();
        return new DeliveryRequest("POST", settings.endpoint(), HEADERS, body.of(events), gzip);
    }
}
