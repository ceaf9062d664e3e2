package dev.sluice.testkit.amplitude;

import java.util.Map;

/**
 * A request as it came over the wire.
 *
 * @param headers by lower-case name
 * @param body cut a byte past the endpoint's limit
 */
record WireRequest(String path, Map<String, String> headers, byte[] body) {

    /** Amplitude's documents leave gzip out; its own SDKs send it. Source: Amplitude-TypeScript#1542. */
    boolean isGzip() {
        return "gzip".equalsIgnoreCase(headers.getOrDefault("content-encoding", ""));
    }
}
