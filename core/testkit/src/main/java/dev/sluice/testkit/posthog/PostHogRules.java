package dev.sluice.testkit.posthog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.sandbox.RefusedException;
import dev.sluice.testkit.sandbox.Reply;
import dev.sluice.testkit.sandbox.VendorRules;
import dev.sluice.testkit.sandbox.Verdict;
import dev.sluice.testkit.sandbox.WireRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What PostHog makes of batches. Sources: posthog.com/docs/api/capture (form, size, answers) and /docs/data/ingestion-warnings (what is
 * thrown away in silence). For any thread.
 */
final class PostHogRules implements VendorRules<PostHogUpload> {

    static final String PATH = "/batch/";

    private static final int MAX_BODY_BYTES = 20_000_000;
    private static final int MAX_EVENT_BYTES = 1_000_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String projectApiKey;
    private volatile boolean overQuota;

    PostHogRules(String projectApiKey) {
        this.projectApiKey = projectApiKey;
    }

    void overQuota(boolean isOver) {
        overQuota = isOver;
    }

    @Override
    public int maxBodyBytes(String path) {
        return path.equals(PATH) ? MAX_BODY_BYTES : 0;
    }

    @Override
    public PostHogUpload read(WireRequest request) throws RefusedException {
        if (!request.path().equals(PATH) || !request.method().equals("POST")) {
            throw new RefusedException(Reply.plain(404, "not found"));
        }
        byte[] body = body(request);
        if (body.length >= MAX_BODY_BYTES) {
            throw new RefusedException(Reply.plain(413, "request body too large"));
        }
        JsonNode json = parsed(body);
        List<ObjectNode> events = new ArrayList<>();
        for (JsonNode event : json.path("batch")) {
            if (!(event instanceof ObjectNode object)) {
                throw new RefusedException(invalid("validation_error", "invalid_payload", "an event is no object"));
            }
            events.add(object);
        }
        return new PostHogUpload(request.path(), json.path("api_key").asText(""), events);
    }

    @Override
    public Verdict judge(PostHogUpload upload) {
        if (!upload.credential().equals(projectApiKey)) {
            return Verdict.refused(error(401, "authentication_error", "invalid_api_key", "Project API key invalid."));
        }
        if (upload.events().isEmpty()) {
            return Verdict.refused(invalid("validation_error", "invalid_payload", "the batch is empty"));
        }
        for (ObjectNode event : upload.events()) {
            if (event.path("event").asText().isBlank()) {
                return Verdict.refused(invalid("validation_error", "invalid_payload", "an event has no name"));
            }
            if (distinctId(event).isBlank()) {
                return Verdict.refused(invalid("validation_error", "invalid_payload", "an event has no distinct_id"));
            }
        }
        if (overQuota) {
            return Verdict.refused(Reply.json(200, "{\"status\":\"Ok\",\"quota_limited\":[\"events\"]}"));
        }
        List<ObjectNode> taken =
                upload.events().stream().filter(PostHogRules::isKept).toList();
        return new Verdict(Reply.json(200, "{\"status\":\"Ok\"}"), taken, List.of());
    }

    @Override
    public String idOf(ObjectNode event) {
        return event.at("/properties/event_id").asText("");
    }

    /** Too large, or with a uuid that is none: thrown away, whatever was answered. */
    private static boolean isKept(ObjectNode event) {
        if (event.toString().length() > MAX_EVENT_BYTES) {
            return false;
        }
        try {
            return !event.has("uuid")
                    || UUID.fromString(event.path("uuid").asText()).version() > 0;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private static String distinctId(ObjectNode event) {
        String id = event.path("distinct_id").asText("");
        return id.isBlank() ? event.at("/properties/distinct_id").asText("") : id;
    }

    private static byte[] body(WireRequest request) throws RefusedException {
        try {
            return request.unpacked(MAX_BODY_BYTES);
        } catch (IOException broken) {
            throw new RefusedException(invalid("validation_error", "invalid_payload", "the body is no gzip"));
        }
    }

    private static JsonNode parsed(byte[] body) throws RefusedException {
        try {
            JsonNode json = JSON.readTree(body);
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (IOException broken) {
            // Told below, in the same words.
        }
        throw new RefusedException(invalid("validation_error", "invalid_payload", "Malformed request data"));
    }

    private static Reply invalid(String type, String code, String detail) {
        return error(400, type, code, detail);
    }

    private static Reply error(int status, String type, String code, String detail) {
        return Reply.json(
                status,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("type", type)
                        .put("code", code)
                        .put("detail", detail)
                        .toString());
    }
}
