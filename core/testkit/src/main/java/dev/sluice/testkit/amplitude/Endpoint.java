package dev.sluice.testkit.amplitude;

import java.util.Arrays;
import java.util.Optional;

/**
 * The two upload paths with their limits. Source: Amplitude's documents of the batch event upload API and of the HTTP V2 API. Where they
 * leave open what a megabyte is, the smaller one is meant.
 */
enum Endpoint {
    BATCH("/batch", 20_000_000, 2_000),

    /** Its document says "under" for both limits. */
    HTTP_API("/2/httpapi", 999_999, 1_999);

    final String path;
    final int maxBytes;
    final int maxEvents;

    Endpoint(String path, int maxBytes, int maxEvents) {
        this.path = path;
        this.maxBytes = maxBytes;
        this.maxEvents = maxEvents;
    }

    static Optional<Endpoint> at(String path) {
        return Arrays.stream(values())
                .filter(endpoint -> endpoint.path.equals(path))
                .findFirst();
    }
}
