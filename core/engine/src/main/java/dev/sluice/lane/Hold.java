package dev.sluice.lane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a person last decided about a destination.
 *
 * @param destination its id
 * @param paused whether it is held back
 * @param atMillis when, in milliseconds since 1970; later than every decision that the deciding node knew of
 * @param by the node that was told
 */
record Hold(String destination, boolean paused, long atMillis, String by) {

    /** Whether this decision counts, and not the other one: the same answer on every node. */
    boolean overrules(Hold other) {
        return atMillis != other.atMillis ? atMillis > other.atMillis : by.compareTo(other.by) > 0;
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("destination", destination)
                .put("paused", paused)
                .put("atMillis", atMillis)
                .put("by", by);
    }

    static Hold read(JsonNode json) {
        return new Hold(
                json.path("destination").asText(),
                json.path("paused").asBoolean(),
                json.path("atMillis").asLong(),
                json.path("by").asText());
    }
}
