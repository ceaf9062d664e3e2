package dev.sluice.segment;

import java.net.URI;
import java.util.Locale;

/**
 * Where a workspace is. Source: segment.com/docs/connections/sources/catalog/libraries/server/http-api, section on regional
 * configuration.
 */
enum SegmentRegion {
    US("https://api.segment.io/v1/batch"),
    EU("https://events.eu1.segmentapis.com/v1/batch");

    private final URI endpoint;

    SegmentRegion(String endpoint) {
        this.endpoint = URI.create(endpoint);
    }

    URI endpoint() {
        return endpoint;
    }

    /** As settings write it. */
    String setting() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SegmentRegion of(String setting) {
        return valueOf(setting.toUpperCase(Locale.ROOT));
    }
}
