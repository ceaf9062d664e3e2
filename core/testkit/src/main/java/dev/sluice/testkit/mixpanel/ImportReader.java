package dev.sluice.testkit.mixpanel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.sandbox.RefusedException;
import dev.sluice.testkit.sandbox.StrictJson;
import dev.sluice.testkit.sandbox.WireRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads a request and checks what concerns it as a whole. Source: Mixpanel's document of the Import API, section on the request format.
 * Where it leaves open what a megabyte is, the smaller one is meant.
 */
final class ImportReader {

    static final String PATH = "/import";
    static final int MAX_BODY_BYTES = 10_000_000;
    private static final int MAX_EVENTS = 2_000;

    private ImportReader() {}

    /** @throws RefusedException with the answer, where the request cannot be read or is too large */
    static MixpanelUpload read(WireRequest wire) throws RefusedException {
        if (!wire.path().equals(PATH) || !wire.method().equals("POST")) {
            throw new RefusedException(MixpanelReplies.notFound());
        }
        byte[] body = unpacked(wire);
        if (body.length > MAX_BODY_BYTES) {
            throw new RefusedException(MixpanelReplies.tooLarge(MAX_BODY_BYTES));
        }
        List<ObjectNode> events = StrictJson.objects(json(wire, body))
                .orElseThrow(() -> new RefusedException(MixpanelReplies.unreadable("expected an array of events")));
        if (events.size() > MAX_EVENTS) {
            throw new RefusedException(MixpanelReplies.tooLarge(MAX_BODY_BYTES));
        }
        return new MixpanelUpload(
                wire.path(),
                wire.header("authorization"),
                parameter(wire, "project_id"),
                parameter(wire, "strict").equals("1"),
                events);
    }

    private static JsonNode json(WireRequest wire, byte[] body) throws RefusedException {
        if (!wire.header("content-type").startsWith("application/x-ndjson")) {
            return parsed(body);
        }
        ArrayNode lines = JsonNodeFactory.instance.arrayNode();
        for (String line : new String(body, StandardCharsets.UTF_8).split("\n")) {
            if (!line.isBlank()) {
                lines.add(parsed(line.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return lines;
    }

    private static JsonNode parsed(byte[] text) throws RefusedException {
        return StrictJson.parse(text)
                .orElseThrow(() -> new RefusedException(MixpanelReplies.unreadable("invalid JSON")));
    }

    private static byte[] unpacked(WireRequest wire) throws RefusedException {
        try {
            return wire.unpacked(MAX_BODY_BYTES);
        } catch (IOException malformed) {
            throw new RefusedException(MixpanelReplies.unreadable("invalid gzip"));
        }
    }

    private static String parameter(WireRequest wire, String name) {
        for (String pair : wire.query().split("&")) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }
}
