package dev.sluice.spi;

/**
 * What one request to a destination may hold.
 *
 * @param maxEvents events in a request
 * @param maxBytes bytes of a request's body, uncompressed, with everything around the events
 * @param maxEventBytes bytes of a single event's JSON in UTF-8
 */
public record BatchLimits(int maxEvents, int maxBytes, int maxEventBytes) {

    /** @throws IllegalArgumentException where a limit is not positive */
    public BatchLimits {
        if (maxEvents < 1 || maxBytes < 1 || maxEventBytes < 1) {
            throw new IllegalArgumentException(
                    "batch limits must be positive: " + maxEvents + ", " + maxBytes + ", " + maxEventBytes);
        }
    }
}
