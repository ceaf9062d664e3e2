package com.example.ndjson;

import dev.sluice.spi.BatchLimits;
import dev.sluice.spi.DeliveryRequest;
import dev.sluice.spi.MappedEvent;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Makes a request of events that are encoded already: one a line. */
final class NdjsonRequests {

    /** What this collector takes in one request; a vendor's documents say it, with their address here. */
    static final BatchLimits LIMITS = new BatchLimits(1_000, 5_000_000, 100_000);

    private static final int GZIP_FROM_BYTES = 1024;

    private final NdjsonSettings settings;

    NdjsonRequests(NdjsonSettings settings) {
        this.settings = settings;
    }

    DeliveryRequest of(List<MappedEvent> events) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (MappedEvent event : events) {
            lines.writeBytes(event.json());
            lines.write('\n');
        }
        return new DeliveryRequest(
                "POST",
                settings.endpoint(),
                Map.of("Content-Type", "application/x-ndjson", "Authorization", "Bearer " + settings.token()),
                lines.toByteArray(),
                settings.gzip() ? OptionalInt.of(GZIP_FROM_BYTES) : OptionalInt.empty());
    }
}
