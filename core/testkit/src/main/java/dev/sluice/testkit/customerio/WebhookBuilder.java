package dev.sluice.testkit.customerio;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** Builds one webhook: {@code aWebhook("e1").of("push", "clicked").forPerson("42").onDevice("token", "ios")}. */
public final class WebhookBuilder {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ObjectNode webhook = MAPPER.createObjectNode();

    private WebhookBuilder(String eventId) {
        webhook.put("event_id", eventId)
                .put("object_type", "email")
                .put("metric", "sent")
                .put("timestamp", 1_613_063_089)
                .putObject("data");
    }

    /** An {@code email sent} of nobody. */
    public static WebhookBuilder aWebhook(String eventId) {
        return new WebhookBuilder(eventId);
    }

    public WebhookBuilder of(String objectType, String metric) {
        webhook.put("object_type", objectType).put("metric", metric);
        return this;
    }

    /** The person's id, as the newer {@code identifiers} and the older {@code customer_id} have it. */
    public WebhookBuilder forPerson(String id) {
        data().put("customer_id", id);
        data().withObject("/identifiers").put("id", id);
        return this;
    }

    /** One recipient, as push events have it. */
    public WebhookBuilder onDevice(String deviceId, String platform) {
        data().putArray("recipients").addObject().put("device_id", deviceId).put("device_platform", platform);
        return this;
    }

    /** Any field, by JSON pointer, with a value in JSON. */
    public WebhookBuilder with(String pointer, String json) {
        JsonPointer place = JsonPointer.compile(pointer);
        ObjectNode parent = place.head().matches() ? webhook : webhook.withObject(place.head());
        parent.set(place.last().getMatchingProperty(), parse(json));
        return this;
    }

    /** Leaves out a top-level field. */
    public WebhookBuilder without(String field) {
        webhook.remove(field);
        return this;
    }

    public String json() {
        return webhook.toString();
    }

    public byte[] bytes() {
        return json().getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode data() {
        return (ObjectNode) webhook.get("data");
    }

    private static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("not JSON: " + json, broken);
        }
    }
}
