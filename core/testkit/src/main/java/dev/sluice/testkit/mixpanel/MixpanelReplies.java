package dev.sluice.testkit.mixpanel;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.sandbox.Reply;
import java.util.List;

/** What Mixpanel answers. Source: its OpenAPI document of the Ingestion API, responses of {@code /import}. */
final class MixpanelReplies {

    private MixpanelReplies() {}

    static Reply imported(int count) {
        return Reply.json(
                200, object(200, "OK").put("num_records_imported", count).toString());
    }

    /** Some events failed validation; the others were imported. */
    static Reply failed(List<FailedRecord> records, int imported) {
        ObjectNode reply = object(400, "Bad Request")
                .put("error", "some data points in the request failed validation")
                .put("num_records_imported", imported);
        records.forEach(record -> reply.withArray("failed_records")
                .addObject()
                .put("index", record.index())
                .put("$insert_id", record.insertId())
                .put("field", record.field())
                .put("message", record.message()));
        return Reply.json(400, reply.toString());
    }

    static Reply unreadable(String why) {
        return error(400, "Bad Request", why);
    }

    static Reply unauthorized() {
        return error(401, "Unauthorized", "Invalid credentials");
    }

    static Reply notFound() {
        return error(404, "Not Found", "no such path");
    }

    static Reply tooLarge(int maxBytes) {
        return error(413, "Request Entity Too Large", "request exceeds max limit of " + maxBytes + " bytes");
    }

    static Reply tooMany() {
        return error(
                429,
                "Too Many Requests",
                "Project exceeded rate limits. Please retry the request with exponential backoff.");
    }

    private static Reply error(int code, String status, String error) {
        return Reply.json(code, object(code, status).put("error", error).toString());
    }

    private static ObjectNode object(int code, String status) {
        return JsonNodeFactory.instance.objectNode().put("code", code).put("status", status);
    }
}
