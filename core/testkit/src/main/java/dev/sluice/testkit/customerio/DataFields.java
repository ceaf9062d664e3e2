package dev.sluice.testkit.customerio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.spi.EventCatalog.Entry;
import java.time.Instant;
import java.util.List;

/** A likely value for each field that the catalogue lists beyond the common ones. */
final class DataFields {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> SUBJECTS = List.of(
            "Welcome aboard",
            "Your receipt №4711",
            "Noch 3 Tage: 20 % Rabatt",
            "Ada, you left something behind 🛒",
            "週刊ニュース");
    private static final List<String> LINKS = List.of(
            "https://shop.example.com/cart?utm_source=cio&utm_campaign=spring",
            "https://example.com/produit/été",
            "ciosas://product/2",
            "mailto:help@example.com");
    private static final List<String> FAILURES = List.of(
            "550 5.1.1 mailbox unavailable",
            "Requested entity was not found.",
            "liquid: undefined variable 'customer.first_name'",
            "the recipient has opted out");

    private final Draw draw;

    DataFields(Draw draw) {
        this.draw = draw;
    }

    JsonNode value(String field, Entry entry, Person person, Instant time) {
        return switch (field) {
            case "content" -> text(content(entry));
            case "email_address" -> text(person.email());
            case "failure_message" -> text(draw.of(FAILURES));
            case "headers" -> headers();
            case "href" -> text(draw.of(LINKS));
            case "inbound_event_id" -> text(draw.ulid(time));
            case "link_id" -> IntNode.valueOf(draw.upTo(2_000));
            case "machine", "prefetched", "proxied", "synthetic" -> BooleanNode.valueOf(draw.oneIn(4));
            case "recipient" -> text(recipient(entry.objectType(), person));
            case "recipients" -> recipients(entry, person);
            case "subject" -> text(draw.of(SUBJECTS));
            case "to" -> text("+14155550100");
            case "tracked_response" -> text(draw.of(List.of("yes", "no", "dismiss")));
            default -> text(field + " " + draw.alphanumeric(6));
        };
    }

    private String content(Entry entry) {
        if (entry.metric().equals("cio_subscription_preferences_changed")) {
            return "{\"topics\":{\"topic_1\":" + draw.oneIn(2) + ",\"topic_2\":" + draw.oneIn(2) + "}}";
        }
        return switch (entry.objectType()) {
            case "email" ->
                "<!DOCTYPE html><html><body><h1>" + draw.of(SUBJECTS) + "</h1>"
                        + "<p>Thank you for reading.</p>".repeat(draw.upTo(80)) + "</body></html>";
            case "push" ->
                "{\"message\":{\"notification\":{\"title\":\"" + draw.of(SUBJECTS) + "\",\"body\":\"Tap to see\"}}}";
            case "webhook", "slack" -> "{\"text\":\"" + draw.of(SUBJECTS) + "\"}";
            default -> draw.of(SUBJECTS) + " " + "Reply STOP to end.";
        };
    }

    private JsonNode headers() {
        ObjectNode headers = JSON.objectNode();
        headers.putArray("From").add("Example <news@example.com>");
        headers.putArray("X-Mailer").add("Customer.io (dgOo" + draw.alphanumeric(8) + ")");
        return headers;
    }

    private String recipient(String objectType, Person person) {
        return switch (objectType) {
            case "sms", "whatsapp" -> person.phone();
            case "slack" -> "#growth";
            case "webhook" -> "https://hooks.example.com/cio";
            default -> person.email();
        };
    }

    private JsonNode recipients(Entry entry, Person person) {
        ObjectNode recipient = JSON.objectNode().put("device_id", person.deviceToken());
        if (!draw.oneIn(6)) {
            recipient.put("device_platform", person.devicePlatform());
        }
        if (entry.metric().equals("bounced") || entry.metric().equals("dropped")) {
            recipient.put("failure_message", draw.of(FAILURES));
        }
        return JSON.arrayNode().add(recipient);
    }

    private static JsonNode text(String value) {
        return TextNode.valueOf(value);
    }
}
