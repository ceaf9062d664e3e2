package dev.sluice.testkit.customerio;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.EventCatalog;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Makes webhooks of all documented kinds with values as they occur. The same seed makes the same webhooks. For one thread. */
public final class Webhooks {

    private static final String BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final String TOKEN_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final int ULID_CHARACTERS = 26;
    private static final int TOKEN_CHARACTERS_COUNT = 152;
    private static final Set<String> WITHOUT_DEVICE = Set.of("drafted", "attempted", "failed", "undeliverable");
    private static final List<String> NAMES = List.of("ada", "björn", "chloé", "dmitri", "emeka", "fatima", "孫");
    private static final List<String> SUBJECTS =
            List.of("Welcome aboard", "Your order is on its way", "Ein Gruß aus Köln 🎉", "Last chance: 20 % off");
    private static final List<String> FAILURES =
            List.of("550 5.1.1 mailbox unavailable", "the person has no device", "Invalid `To` number");

    private final Random random;
    private final long epochSeconds;

    /** @param epochSeconds the time of the events, give or take an hour */
    public Webhooks(long seed, long epochSeconds) {
        random = new Random(seed);
        this.epochSeconds = epochSeconds;
    }

    /** One of each documented kind, in the order of the catalogue. */
    public List<ObjectNode> all() {
        return EventCatalog.entries().stream().map(this::make).toList();
    }

    /** One of any kind. */
    public ObjectNode next() {
        return make(any(EventCatalog.entries()));
    }

    private ObjectNode make(EventCatalog.Entry entry) {
        ObjectNode webhook = JsonNodeFactory.instance.objectNode();
        webhook.put("event_id", ulid());
        webhook.put("object_type", entry.objectType());
        webhook.put("metric", entry.metric());
        webhook.put("timestamp", epochSeconds - random.nextInt(3_600));
        Person person = person();
        ObjectNode data = webhook.putObject("data");
        data.put("customer_id", person.id);
        data.putObject("identifiers")
                .put("id", person.id)
                .put("email", person.email)
                .put("cio_id", hex(12));
        if (!entry.objectType().equals("customer")) {
            describeDelivery(data);
        }
        entry.dataFields().forEach(field -> put(data, field, entry, person));
        if (entry.objectType().equals("push") && WITHOUT_DEVICE.contains(entry.metric())) {
            data.remove("recipients");
        }
        return webhook;
    }

    private void describeDelivery(ObjectNode data) {
        data.put("delivery_id", hex(20));
        data.put("action_id", random.nextInt(500));
        data.put("campaign_id", random.nextInt(90));
        data.put("journey_id", ulid());
        data.put("parent_action_id", random.nextInt(500));
        if (random.nextBoolean()) {
            data.put("content_id", random.nextInt(9_000));
        } else {
            data.put("trigger_event_id", ulid());
        }
    }

    private void put(ObjectNode data, String field, EventCatalog.Entry entry, Person person) {
        switch (field) {
            case "recipients" -> recipients(data.putArray(field));
            case "recipient" -> data.put(field, recipient(entry.objectType(), person));
            case "email_address" -> data.put(field, person.email);
            case "subject" -> data.put(field, any(SUBJECTS));
            case "content" -> data.put(field, content(entry));
            case "headers" -> data.putObject(field).putArray("X-Campaign").add(hex(4));
            case "href" ->
                data.put(
                        field,
                        entry.objectType().equals("push")
                                ? "ciosas://product/2"
                                : "https://example.com/p?id=" + hex(3));
            case "failure_message" -> data.put(field, any(FAILURES));
            case "link_id", "transactional_message_id" -> data.put(field, random.nextInt(9_000));
            case "prefetched", "proxied", "synthetic", "machine" -> data.put(field, random.nextBoolean());
            case "to" -> data.put(field, phone());
            default -> data.put(field, hex(8));
        }
    }

    private void recipients(ArrayNode recipients) {
        StringBuilder token = new StringBuilder(hex(11)).append(':');
        for (int i = 0; i < TOKEN_CHARACTERS_COUNT; i++) {
            token.append(TOKEN_CHARACTERS.charAt(random.nextInt(TOKEN_CHARACTERS.length())));
        }
        recipients
                .addObject()
                .put("device_id", token.toString())
                .put("device_platform", random.nextBoolean() ? "ios" : "android");
    }

    private String recipient(String objectType, Person person) {
        return switch (objectType) {
            case "sms", "whatsapp" -> phone();
            case "slack" -> "#growth";
            case "webhook" -> "https://hooks.example.com/" + hex(6);
            default -> person.email;
        };
    }

    private String content(EventCatalog.Entry entry) {
        return entry.objectType().equals("customer")
                ? "{\"topics\":{\"topic_1\":" + random.nextBoolean() + "}}"
                : "Hello, this is the message. " + "It goes on for a while. ".repeat(random.nextInt(80));
    }

    private String phone() {
        return "+1555" + (1_000_000 + random.nextInt(9_000_000));
    }

    private record Person(String id, String email) {}

    private Person person() {
        int number = random.nextInt(10_000);
        String id = number % 3 == 0 ? "%07d".formatted(number) : "user-" + number;
        return new Person(id, any(NAMES) + number + "@example.com");
    }

    private String ulid() {
        StringBuilder ulid = new StringBuilder("01");
        while (ulid.length() < ULID_CHARACTERS) {
            ulid.append(BASE32.charAt(random.nextInt(BASE32.length())));
        }
        return ulid.toString();
    }

    private String hex(int bytes) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < bytes; i++) {
            hex.append("%02x".formatted(random.nextInt(256)));
        }
        return hex.toString();
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
