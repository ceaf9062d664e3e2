package dev.sluice.management;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.journal.JournalStatus;
import dev.sluice.lane.Lane;
import dev.sluice.lane.LaneStatus.Condition;
import dev.sluice.lane.LaneStatus.State;
import dev.sluice.relay.Relay;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether the node may be sent webhooks, and why not.
 *
 * <p>A lane that can't deliver does not make the node unready: what it accepts waits safely in the journal, and refusing webhooks
 * would only move the backlog to the sender. A journal that fills up does, before it has to refuse them.
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
            details.put("reason", "the journal can't be reached: " + trouble.get());
        } else if (!room) {
            details.put(
                    "reason",
                    "the journal is over 80 % full: see which destination stands still, or raise journal.maxBytes");
        }
        ObjectNode disk = details.putObject("journal");
        disk.put("status", trouble.isPresent() ? "away" : room ? "ok" : "filling up");
        disk.put("bytes", journal.bytes());
        disk.put("maxBytes", journal.maxBytes());
        ObjectNode lanes = details.putObject("destinations");
        for (Lane lane : relay.lanes()) {
            describe(lanes.putObject(lane.id()), lane);
        }
        return new Health(ready, details);
    }

    private static void describe(ObjectNode lane, Lane state) {
        State now = state.status().state();
        lane.put("status", now.condition().name().toLowerCase(Locale.ROOT));
        lane.put("endpoint", state.destination().endpoint().toString());
        if (now.condition() != Condition.RUNNING) {
            lane.put("reason", now.reason());
        }
        if (!now.remedy().isEmpty()) {
            lane.put("remedy", now.remedy());
        }
    }
}
