package dev.sluice.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;

/** Tells in JSON what became of an event. Safe for several threads. */
@FunctionalInterface
interface EventDesk {

    /** All that is known of an event; fails with {@link NotFoundException} where that is nothing. */
    Future<ObjectNode> explain(String eventId);

    /** For an event of which nothing is known. */
    static NotFoundException unknown(String eventId) {
        return new NotFoundException("nothing is known of the event " + eventId
                + ": it was never accepted, or what became of it is longer ago than journal.history reaches back");
    }
}
