package dev.sluice.testkit.customerio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.EventCatalog.Entry;
import java.time.Instant;

/** What a message event says of where it came from: a campaign, a broadcast, a newsletter, or a transactional call. */
final class MessageIds {

    private static final String TRANSACTIONAL = "transactional_message_id";

    private final Draw draw;

    MessageIds(Draw draw) {
        this.draw = draw;
    }

    void addTo(ObjectNode data, Entry entry, Instant time) {
        data.put("delivery_id", draw.alphanumeric(22) + "==");
        switch (draw.upTo(4)) {
            case 1 -> broadcast(data);
            case 2 -> newsletter(data);
            case 3 -> transactionalOrCampaign(data, entry, time);
            default -> campaign(data, time);
        }
    }

    private void transactionalOrCampaign(ObjectNode data, Entry entry, Instant time) {
        if (entry.dataFields().contains(TRANSACTIONAL)) {
            data.put(TRANSACTIONAL, draw.upTo(40)).put("content_id", draw.upTo(5_000));
        } else {
            campaign(data, time);
        }
    }

    private void campaign(ObjectNode data, Instant time) {
        data.put("action_id", draw.upTo(900))
                .put("campaign_id", draw.upTo(300))
                .put("content_id", draw.upTo(5_000))
                .put("journey_id", draw.ulid(time))
                .put("trigger_event_id", draw.ulid(time));
        if (draw.oneIn(3)) {
            data.put("parent_action_id", draw.upTo(900));
        }
    }

    private void broadcast(ObjectNode data) {
        data.put("action_id", draw.upTo(900))
                .put("broadcast_id", draw.upTo(200))
                .put("trigger_id", draw.upTo(60));
    }

    private void newsletter(ObjectNode data) {
        data.put("newsletter_id", draw.upTo(400)).put("content_id", draw.upTo(5_000));
    }
}
