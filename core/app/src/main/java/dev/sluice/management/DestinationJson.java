package dev.sluice.management;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.journal.JournalStatus;
import dev.sluice.lane.Lane;
import dev.sluice.lane.LaneStatus.State;
import java.time.Instant;
import java.util.Locale;

/** A destination and its lane as the management API shows them. */
final class DestinationJson {

    private DestinationJson() {}

    static ObjectNode of(Lane lane, JournalStatus journal) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", lane.id())
                .put("plugin", lane.config().plugin())
                .put("endpoint", lane.destination().endpoint().toString());
        state(json, lane.status().state());
        json.put("pending", journal.pending(lane.id()))
                .put("parked", journal.parked().getOrDefault(lane.id(), 0L))
                .put("deadLetters", journal.deadLetters().getOrDefault(lane.id(), 0L))
                .put("unaccounted", lane.status().unaccounted());
        long oldest = lane.status().oldestUnsettledMillis();
        if (oldest != 0) {
            json.put("oldestPendingAt", Instant.ofEpochMilli(oldest).toString());
        }
        return json;
    }

    /** The condition with its cause and what a person can do, where there is any. */
    static void state(ObjectNode json, State state) {
        json.put("status", state.condition().name().toLowerCase(Locale.ROOT));
        if (!state.reason().isEmpty()) {
            json.put("reason", state.reason());
        }
        if (!state.remedy().isEmpty()) {
            json.put("remedy", state.remedy());
        }
    }
}
