package dev.sluice.testkit.campaign;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.EventCatalog;
import dev.sluice.testkit.campaign.CampaignWebhook.Fate;
import dev.sluice.testkit.campaign.CampaignWebhook.Posted;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What one client posts: documented events of many people, among them some that are to be filtered, refused or quarantined. Each
 * carries a proof drawn from its id, by which a mixed-up payload is found. For one thread.
 */
public final class CampaignTraffic {

    /** The field that the sandbox refuses events for. */
    public static final String POISON = "poison";

    /** The field that tells whether a payload is the one that was sent under its id. */
    static final String PROOF = "proof";

    private static final int PEOPLE = 2_000;
    private static final int MOST_IN_AN_ARRAY = 20;

    private final Random random;
    private final int client;
    private int count;

    /** @param client its number, by which its events are told from those of others */
    public CampaignTraffic(long seed, int client) {
        random = new Random(seed * 31 + client);
        this.client = client;
    }

    /** The next request. */
    public CampaignWebhook next() {
        int dice = random.nextInt(100);
        if (dice == 0) {
            String id = nextId();
            String body = "{\"event_id\":\"" + id + "\",\"metric\":\"sent\",";
            return new CampaignWebhook(List.of(new Posted(id, Fate.BROKEN)), bytes(body));
        }
        if (dice > 10) {
            Fate fate = fate();
            ObjectNode event = event(fate);
            return new CampaignWebhook(List.of(posted(event, fate)), bytes(event.toString()));
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        List<Posted> events = new ArrayList<>();
        for (int left = 1 + random.nextInt(MOST_IN_AN_ARRAY); left > 0; left--) {
            Fate fate = fate();
            ObjectNode event = event(fate);
            array.add(event);
            events.add(posted(event, fate));
        }
        return new CampaignWebhook(events, bytes(array.toString()));
    }

    /** What an event of this id carries. */
    static String proof(String id) {
        return Integer.toHexString(id.hashCode() * 0x9E3779B9);
    }

    private Fate fate() {
        int dice = random.nextInt(100);
        return dice < 2 ? Fate.OF_NOBODY : dice < 4 ? Fate.POISONED : Fate.ORDINARY;
    }

    private ObjectNode event(Fate fate) {
        String id = nextId();
        EventCatalog.Entry kind =
                EventCatalog.entries().get(random.nextInt(EventCatalog.entries().size()));
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("event_id", id);
        event.put("object_type", kind.objectType());
        event.put("metric", kind.metric());
        event.put("timestamp", Instant.now().getEpochSecond());
        ObjectNode data = event.putObject("data");
        if (fate != Fate.OF_NOBODY) {
            int number = random.nextInt(PEOPLE);
            String person = "person-" + number;
            data.put("customer_id", person);
            data.putObject("identifiers").put("id", person);
            if (number % 3 == 0) {
                data.put("device_id", "device-" + number);
            }
        }
        data.put(PROOF, proof(id));
        if (fate == Fate.POISONED) {
            data.put(POISON, true);
        }
        return event;
    }

    private static Posted posted(ObjectNode event, Fate fate) {
        return new Posted(event.path("event_id").asText(), fate);
    }

    private String nextId() {
        return String.format("client%d-%06d", client, ++count);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
