package dev.sluice.testkit.amplitude;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.sandbox.Reply;
import java.time.Instant;

/** Amplitude's documented answers. Source: its documents of both upload APIs. */
final class Replies {

    private Replies() {}

    static Reply success(int events, int payloadBytes, Instant now) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("code", 200)
                .put("events_ingested", events)
                .put("payload_size_bytes", payloadBytes)
                .put("server_upload_time", now.toEpochMilli());
        return Reply.json(200, body.toString());
    }

    /** Echoes the key, as Amplitude does. */
    static Reply invalidApiKey(String key) {
        return error(400, "Invalid API key: " + key);
    }

    static Reply invalidJson() {
        return error(400, "Invalid JSON request body");
    }

    static Reply invalidPath() {
        return error(400, "Invalid request path");
    }

    static Reply missingBody() {
        return error(400, "Missing request body");
    }

    static Reply missingField(String field) {
        return Reply.json(
                400,
                body(400, "Request missing required field")
                        .put("missing_field", field)
                        .toString());
    }

    /** Names no event. */
    static Reply invalidFields() {
        return error(400, "Invalid field values on some events");
    }

    static Reply tooLarge() {
        return error(413, "Payload too large");
    }

    static Reply error(int status, String error) {
        return Reply.error(status, error);
    }

    static ObjectNode body(int status, String error) {
        return JsonNodeFactory.instance.objectNode().put("code", status).put("error", error);
    }
}
