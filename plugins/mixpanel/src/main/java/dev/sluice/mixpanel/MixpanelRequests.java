package dev.sluice.mixpanel;

import dev.sluice.spi.BatchLimits;
import dev.sluice.spi.DeliveryRequest;
import dev.sluice.spi.MappedEvent;
import dev.sluice.spi.http.BatchBody;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Makes a request of events that are encoded already. Source: docs.mixpanel.com/reference/import-events (2000 events and 10 MB a request,
 * uncompressed; less than 1 MB an event; gzip).
 */
final class MixpanelRequests {

    static final BatchLimits LIMITS = new BatchLimits(2_000, 10_000_000, 999_999);

    private static final int GZIP_FROM_BYTES = 2 * 1024;

    private static final BatchBody BODY = new BatchBody("[", "]");

    /** Refused by strict validation in three fields, whatever else Mixpanel looks at first. */
    private static final byte[] UNTAKEABLE =
            "[{\"event\":\"Sluice Probe\",\"properties\":{\"time\":0,\"distinct_id\":\"null\",\"$insert_id\":\"null\"}}]"
                    .getBytes(StandardCharsets.UTF_8);

    private final URI uri;
    private final Map<String, String> headers;
    private final OptionalInt gzip;

    MixpanelRequests(MixpanelSettings settings) {
        String separator = settings.endpoint().getRawQuery() == null ? "?" : "&";
        uri = URI.create(settings.endpoint() + separator + "strict=1"
                + settings.credentials().query());
        headers = Map.of(
                "Authorization", settings.credentials().authorization(),
                "Content-Type", "application/json",
                "Accept", "application/json");
        gzip = settings.gzip() ? OptionalInt.of(GZIP_FROM_BYTES) : OptionalInt.empty();
    }

    DeliveryRequest of(List<MappedEvent> events) {
        return new DeliveryRequest("POST", uri, headers, BODY.of(events), gzip);
    }

    /** Delivers nothing; where the credentials are good, it is answered that its one event is invalid. */
    DeliveryRequest probe() {
        return new DeliveryRequest("POST", uri, headers, UNTAKEABLE.clone(), OptionalInt.empty());
    }
}
