package dev.sluice.testkit.amplitude;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads the body of a request and checks what concerns it as a whole. */
final class UploadReader {

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private UploadReader() {}

    /**
     * @param body as it came over the wire, at most one byte longer than the endpoint allows
     * @throws RefusedException with the answer, where the body cannot be read or is too large
     */
    static Upload read(Endpoint endpoint, byte[] body, boolean gzip) throws RefusedException {
        if (body.length == 0) {
            throw new RefusedException(Replies.missingBody());
        }
        byte[] text = gzip ? unpack(body, endpoint.maxBytes) : body;
        if (text.length > endpoint.maxBytes) {
            throw new RefusedException(Replies.tooLarge());
        }
        JsonNode request = parse(text);
        String apiKey = request.path("api_key").asText("");
        if (apiKey.isEmpty()) {
            throw new RefusedException(Replies.missingField("api_key"));
        }
        return new Upload(
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
        List<ObjectNode> events = new ArrayList<>(list.size());
        for (JsonNode event : list) {
            if (!(event instanceof ObjectNode object)) {
                throw new RefusedException(Replies.invalidJson());
            }
            events.add(object);
        }
        return events;
    }

    private static JsonNode parse(byte[] text) throws RefusedException {
        try {
            JsonNode request = JSON.readTree(text);
            if (request.isObject()) {
                return request;
            }
        } catch (IOException malformed) {
            throw new RefusedException(Replies.invalidJson());
        }
        throw new RefusedException(Replies.invalidJson());
    }

    private static byte[] unpack(byte[] packed, int maxBytes) throws RefusedException {
        try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return unpacked.readNBytes(maxBytes + 1);
        } catch (IOException malformed) {
            throw new RefusedException(Replies.invalidJson());
        }
    }
}
