package dev.sluice.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.journal.JournalStatus;
import dev.sluice.lane.Lane;
import dev.sluice.relay.Relay;
import java.util.Optional;

/**
 * Whether the node may be sent webhooks, and why not.
 *
 * <p>A lane that can't deliver does not make the node unready: what it accepts waits safely in the journal, and refusing webhooks
 * would only move the backlog to the sender. Nor does a configuration on disk that can't be used: the one that runs goes on. A journal
 * that fills up does, before it has to refuse webhooks.
 */
record Health(boolean ready, ObjectNode details) {

    /** From here on the journal counts as too full to be sent more. */
    private static final double FULL_SOON = 0.8;

    static Health of(Relay relay) {
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        JournalStatus journal = relay.journal().status();
        boolean room = journal.fill() < FULL_SOON;
        Optional<String> trouble = relay.journal().trouble();
        boolean ready = room && trouble.isEmpty() && !relay.isStopping();
        details.put("status", ready ? "ready" : "not ready");
        if (relay.isStopping()) {
            details.put("reason", "the relay is stopping");
        } else if (trouble.isPresent()) {
            details.put("reason", trouble.get());
        } else if (!room) {
            details.put(
                    "reason",
                    "the journal is over 80 % full: see which destination stands still, or raise journal.maxBytes");
        }
        ObjectNode disk = details.putObject("journal");
        disk.put("status", trouble.isPresent() ? "in trouble" : room ? "ok" : "filling up");
        disk.put("bytes", journal.bytes());
        disk.put("maxBytes", journal.maxBytes());
        ObjectNode config = details.putObject("configuration");
        config.put("status", relay.configStatus().refusal().isEmpty() ? "in use" : "not in use");
        relay.configStatus().refusal().ifPresent(why -> config.put("reason", why));
        ObjectNode lanes = details.putObject("destinations");
        for (Lane lane : relay.lanes()) {
            ObjectNode described = lanes.putObject(lane.id());
            described.put("endpoint", lane.destination().endpoint().toString());
            DestinationJson.state(described, lane.status().state());
        }
        return new Health(ready, details);
    }

    /** Why the node is not ready. */
    Optional<String> reason() {
        return Optional.ofNullable(details.get("reason")).map(JsonNode::asText);
    }
}
