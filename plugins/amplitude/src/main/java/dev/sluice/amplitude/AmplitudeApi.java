package dev.sluice.amplitude;

import dev.sluice.spi.BatchLimits;
import java.net.URI;
import java.util.Locale;

/**
 * The two upload APIs with their limits. Sources: amplitude.com/docs/apis/analytics/batch-event-upload (20 MB, 2000 events) and
 * /http-v2 (under 1 MB, under 2000 events).
 */
enum AmplitudeApi {
    BATCH("/batch", 2_000, 20_000_000),
    HTTP("/2/httpapi", 1_999, 999_999);

    /** Key, options and brackets around the events; a key has 32 characters. */
    private static final int ENVELOPE_BYTES = 1_024;

    private final String path;
    private final int maxEvents;
    private final int maxBytes;

    AmplitudeApi(String path, int maxEvents, int maxBytes) {
        this.path = path;
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
    }

    URI endpoint(AmplitudeRegion region) {
        return URI.create(region.host() + path);
    }

    BatchLimits limits() {
        return new BatchLimits(maxEvents, maxBytes, maxBytes - ENVELOPE_BYTES);
    }

    static AmplitudeApi of(String setting) {
        return valueOf(setting.toUpperCase(Locale.ROOT));
    }
}
