package dev.sluice.testkit.customerio;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.spi.EventCatalog;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One webhook for a test, {@code aWebhook().push().clicked().onDevice("…").json()}. Whatever is not asked for has a fixed value. What is
 * set applies in the order of the calls, after the kind of event.
 */
public final class WebhookBuilder {

    private static final Instant TIME = Instant.parse("2026-03-02T08:00:00Z");
    private static final int ANY_SEED = 7;

    /** Not a multiple of five, so that the person has an id. */
    private static final int PERSON = 3;

    private final List<Consumer<ObjectNode>> edits = new ArrayList<>();
    private String objectType = "email";
    private String metric = "sent";

    private WebhookBuilder() {}

    /** Begins with an e-mail sent. */
    public static WebhookBuilder aWebhook() {
        return new WebhookBuilder();
    }

    public WebhookBuilder customer() {
        return objectType("customer");
    }

    public WebhookBuilder email() {
        return objectType("email");
    }

    public WebhookBuilder push() {
        return objectType("push");
    }

    public WebhookBuilder inApp() {
        return objectType("in_app");
    }

    public WebhookBuilder sms() {
        return objectType("sms");
    }

    public WebhookBuilder sent() {
        return metric("sent");
    }

    public WebhookBuilder delivered() {
        return metric("delivered");
    }

    public WebhookBuilder opened() {
        return metric("opened");
    }

    public WebhookBuilder clicked() {
        return metric("clicked");
    }

    public WebhookBuilder failed() {
        return metric("failed");
    }

    public WebhookBuilder unsubscribed() {
        return metric("unsubscribed");
    }

    /** Any object type, documented or not. */
    public WebhookBuilder objectType(String type) {
        objectType = type;
        return this;
    }

    /** Any metric, documented or not. */
    public WebhookBuilder metric(String name) {
        metric = name;
        return this;
    }

    public WebhookBuilder withEventId(String id) {
        return with("/event_id", TextNode.valueOf(id));
    }

    /** Sets the person's id, where it stands twice. */
    public WebhookBuilder forPerson(String id) {
        return with("/data/customer_id", TextNode.valueOf(id)).with("/data/identifiers/id", TextNode.valueOf(id));
    }

    /** Makes this device the only recipient. */
    public WebhookBuilder onDevice(String token) {
        edits.add(event -> {
            ArrayNode recipients = event.withObject("/data").putArray("recipients");
            recipients.addObject().put("device_id", token).put("device_platform", "ios");
        });
        return this;
    }

    /**
     * Sets the value at a JSON pointer; objects on the way are made.
     *
     * @throws IllegalArgumentException from {@link #json()}, where the pointer leads into a string or a number
     */
    public WebhookBuilder with(String pointer, JsonNode value) {
        JsonPointer place = JsonPointer.compile(pointer);
        edits.add(event -> set(event, place, value));
        return this;
    }

    /** Takes away the value at a JSON pointer, where there is one. */
    public WebhookBuilder without(String pointer) {
        JsonPointer place = JsonPointer.compile(pointer);
        edits.add(event -> {
            if (event.at(place.head()) instanceof ObjectNode parent) {
                parent.remove(place.last().getMatchingProperty());
            }
        });
        return this;
    }

    /** The event as a tree, a fresh one at each call. */
    public ObjectNode node() {
        Draw draw = new Draw(ANY_SEED);
        ObjectNode event = new SampleEvent(draw).of(entry(), Person.drawn(draw, PERSON), TIME);
        edits.forEach(edit -> edit.accept(event));
        return event;
    }

    /** The body as text. */
    public String json() {
        return node().toString();
    }

    /** The body as it goes over the wire, in UTF-8. */
    public byte[] bytes() {
        return json().getBytes(StandardCharsets.UTF_8);
    }

    private EventCatalog.Entry entry() {
        return EventCatalog.entries().stream()
                .filter(entry ->
                        entry.objectType().equals(objectType) && entry.metric().equals(metric))
                .findFirst()
                .orElseGet(() -> new EventCatalog.Entry(objectType, metric, List.of()));
    }

    private static void set(ObjectNode event, JsonPointer place, JsonNode value) {
        JsonNode parent = event.at(place.head());
        if (parent instanceof ArrayNode list) {
            list.set(place.last().getMatchingIndex(), value);
        } else if (parent instanceof ObjectNode object) {
            object.set(place.last().getMatchingProperty(), value);
        } else if (parent.isMissingNode()) {
            event.withObject(place.head()).set(place.last().getMatchingProperty(), value);
        } else {
            throw new IllegalArgumentException("Setting " + place + " in a webhook: " + place.head() + " holds "
                    + parent.getNodeType() + ", not an object or an array");
        }
    }
}
