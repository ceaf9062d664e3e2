package dev.sluice.testkit.amplitude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.sandbox.RefusedException;
import dev.sluice.testkit.sandbox.StrictJson;
import dev.sluice.testkit.sandbox.WireRequest;
import java.io.IOException;
import java.util.List;

/**
 * Reads the body of a request and checks what concerns it as a whole. Amplitude's documents leave gzip out; its own SDKs send it. Source:
 * Amplitude-TypeScript#1542.
 */
final class UploadReader {

    private UploadReader() {}

    /** @throws RefusedException with the answer, where the body cannot be read or is too large */
    static AmplitudeUpload read(Endpoint endpoint, WireRequest wire) throws RefusedException {
        if (wire.body().length == 0) {
            throw new RefusedException(Replies.missingBody());
        }
        byte[] text = unpack(wire, endpoint.maxBytes);
        if (text.length > endpoint.maxBytes) {
            throw new RefusedException(Replies.tooLarge());
        }
        JsonNode request = StrictJson.parse(text)
                .filter(JsonNode::isObject)
                .orElseThrow(() -> new RefusedException(Replies.invalidJson()));
        String apiKey = request.path("api_key").asText("");
        if (apiKey.isEmpty()) {
            throw new RefusedException(Replies.missingField("api_key"));
        }
        return new AmplitudeUpload(
                endpoint,
                apiKey,
                events(request, endpoint),
                request.at("/options/min_id_length").asInt(Ids.DEFAULT_MIN_LENGTH),
                text.length);
    }

    private static List<ObjectNode> events(JsonNode request, Endpoint endpoint) throws RefusedException {
        JsonNode list = request.path("events");
        if (!list.isArray()) {
            throw new RefusedException(Replies.missingField("events"));
        }
        if (list.size() > endpoint.maxEvents) {
            throw new RefusedException(Replies.tooLarge());
        }
        return StrictJson.objects(list).orElseThrow(() -> new RefusedException(Replies.invalidJson()));
    }

    private static byte[] unpack(WireRequest wire, int maxBytes) throws RefusedException {
        try {
            return wire.unpacked(maxBytes);
        } catch (IOException malformed) {
            throw new RefusedException(Replies.invalidJson());
        }
    }
}
