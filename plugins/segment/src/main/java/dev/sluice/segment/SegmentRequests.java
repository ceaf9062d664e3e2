package dev.sluice.segment;

import dev.sluice.spi.BatchLimits;
import dev.sluice.spi.DeliveryRequest;
import dev.sluice.spi.IsoTime;
import dev.sluice.spi.MappedEvent;
import dev.sluice.spi.http.BatchBody;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Makes a request of events that are encoded already. Source: segment.com/docs/connections/sources/catalog/libraries/server/http-api,
 * sections on basic authentication, batch, and errors (2500 events, 500 KB, each event under 32 KB). Where it leaves open what a
 * kilobyte is, the smaller one is meant.
 */
final class SegmentRequests {

    static final BatchLimits LIMITS = new BatchLimits(2_500, 500_000, 31_999);

    private static final int GZIP_FROM_BYTES = 2 * 1024;

    private final SegmentSettings settings;
    private final String credentials;
    private final Map<String, String> headers;

    SegmentRequests(SegmentSettings settings) {
        this.settings = settings;
        // The key is the user's name; the password stays empty, but its colon is asked for.
        credentials = Base64.getEncoder().encodeToString((settings.writeKey() + ":").getBytes(StandardCharsets.UTF_8));
        headers = Map.of(
                "Content-Type",
                "application/json",
                "Accept",
                "application/json",
                "Authorization",
                "Basic " + credentials);
    }

    /** @param sentAt by which Segment corrects timestamps where our clock is wrong */
    DeliveryRequest of(List<MappedEvent> events, Instant sentAt) {
        BatchBody body = new BatchBody("{\"batch\":[", "],\"sentAt\":\"" + IsoTime.of(sentAt) + "\"}");
        OptionalInt gzip = settings.gzip() ? OptionalInt.of(GZIP_FROM_BYTES) : OptionalInt.empty();
        return new DeliveryRequest("POST", settings.endpoint(), headers, body.of(events), gzip);
    }

    /** What no text may show: the key, and the form in which it is sent. */
    List<String> secrets() {
        return List.of(settings.writeKey(), credentials);
    }
}
