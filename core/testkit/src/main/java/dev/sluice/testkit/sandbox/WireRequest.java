package dev.sluice.testkit.sandbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A request as it came over the wire.
 *
 * @param query without the question mark; empty where there is none
 * @param headers by lower-case name
 * @param body cut a byte past the longest that the rules allow
 */
public record WireRequest(String method, String path, String query, Map<String, String> headers, byte[] body) {

    /** A header by its lower-case name; empty where it is not there. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Whether the body is compressed. */
    public boolean isGzip() {
        return "gzip".equalsIgnoreCase(header("content-encoding"));
    }

    /**
     * The body as it was before it was compressed, if it was, cut a byte past the limit.
     *
     * @throws IOException where it is no gzip although it says so
     */
    public byte[] unpacked(int maxBytes) throws IOException {
        if (!isGzip()) {
            return body;
        }
        try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return unpacked.readNBytes(maxBytes + 1);
        }
    }
}
