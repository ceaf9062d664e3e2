package dev.sluice.testkit.amplitude;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An answer of the sandbox. */
record SandboxAnswer(int status, String body) {

    static SandboxAnswer error(int status, String error) {
        return new SandboxAnswer(status, json(status, error).toString());
    }

    static ObjectNode json(int status, String error) {
        return JsonNodeFactory.instance.objectNode().put("code", status).put("error", error);
    }

    static SandboxAnswer of(ObjectNode body) {
        return new SandboxAnswer(body.path("code").asInt(), body.toString());
    }

    static SandboxAnswer ingested(int events, int bytes, long nowMillis) {
        return of(JsonNodeFactory.instance
                .objectNode()
                .put("code", 200)
                .put("events_ingested", events)
                .put("payload_size_bytes", bytes)
                .put("server_upload_time", nowMillis));
    }
}
