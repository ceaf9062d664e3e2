package dev.sluice.spi;

import java.net.URI;
import java.util.Map;
import java.util.OptionalInt;

/**
 * An HTTP request that the engine shall send.
 *
 * @param method {@code POST} as a rule
 * @param uri an absolute http or https address
 * @param headers by name; the engine adds the length and, where it compresses, the encoding
 * @param body the body, uncompressed
 * @param gzipFromBytes bodies of at least so many bytes are compressed with gzip; empty: none is
 */
public record DeliveryRequest(
        String method, URI uri, Map<String, String> headers, byte[] body, OptionalInt gzipFromBytes) {

    /** Copies the headers; the body is not copied, and belongs to the engine from then on. */
    public DeliveryRequest {
        headers = Map.copyOf(headers);
    }

    /** Without header values and body, which may hold secrets. */
    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getAuthority() + uri.getPath() + " (" + body.length
                + " bytes)";
    }
}
