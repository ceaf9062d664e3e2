package dev.sluice.testkit.segment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.sandbox.RefusedException;
import dev.sluice.testkit.sandbox.Reply;
import dev.sluice.testkit.sandbox.StrictJson;
import dev.sluice.testkit.sandbox.WireRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Reads the body of a batch request and checks what concerns it as a whole. Source:
 * segment.com/docs/connections/sources/catalog/libraries/server/http-api, sections on authentication, content type, the size of requests
 * and batch. Where it leaves open what a kilobyte is, the smaller one is meant.
 */
final class UploadReader {

    static final String PATH = "/v1/batch";
    static final int MAX_BYTES = 500_000;

    /** Each event stays under it. */
    private static final int EVENT_BYTES = 32_000;

    private UploadReader() {}

    /** @throws RefusedException with the answer, where the request cannot be read or is too large */
    static SegmentUpload read(WireRequest wire) throws RefusedException {
        if (!wire.path().equals(PATH)) {
            throw refused(404, "no such path");
        }
        if (!wire.method().equals("POST")) {
            throw refused(405, "method not allowed");
        }
        if (!wire.header("content-type").toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw refused(400, "the content type must be application/json");
        }
        byte[] text = unpacked(wire);
        if (text.length > MAX_BYTES) {
            throw refused(400, "the request exceeds 500KB");
        }
        JsonNode request =
                StrictJson.parse(text).filter(JsonNode::isObject).orElseThrow(() -> refused(400, "malformed JSON"));
        return new SegmentUpload(wire.path(), writeKey(wire, request), events(request));
    }

    private static List<ObjectNode> events(JsonNode request) throws RefusedException {
        List<ObjectNode> events = StrictJson.objects(request.path("batch"))
                .orElseThrow(() -> refused(400, "batch must be an array of calls"));
        for (ObjectNode event : events) {
            if (event.toString().getBytes(StandardCharsets.UTF_8).length >= EVENT_BYTES) {
                throw refused(400, "an event exceeds 32KB");
            }
        }
        return events;
    }

    /** The name of basic authentication, whose password is empty; or the field of the body. Empty where there is neither. */
    private static String writeKey(WireRequest wire, JsonNode request) {
        String authorization = wire.header("authorization");
        if (!authorization.startsWith("Basic ")) {
            return request.path("writeKey").asText("");
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(authorization.substring("Basic ".length()));
            String pair = new String(decoded, StandardCharsets.UTF_8);
            return pair.endsWith(":") ? pair.substring(0, pair.length() - 1) : "";
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    private static byte[] unpacked(WireRequest wire) throws RefusedException {
        try {
            return wire.unpacked(MAX_BYTES);
        } catch (IOException malformed) {
            throw refused(400, "malformed gzip");
        }
    }

    private static RefusedException refused(int status, String message) {
        return new RefusedException(Reply.json(status, "{\"success\":false,\"message\":\"" + message + "\"}"));
    }
}
