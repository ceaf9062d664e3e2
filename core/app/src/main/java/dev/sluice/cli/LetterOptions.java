package dev.sluice.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which dead letters are meant. */
final class LetterOptions {

    @Option(
            names = {"-d", "--destination"},
            paramLabel = "ID",
            description = "Letters of this destination; \"ingest\" for webhooks that could not be read.")
    private @Nullable String destination;

    @Option(names = "--reason", paramLabel = "CODE", description = "Letters with this reason, such as invalid-field.")
    private @Nullable String reason;

    @Option(names = "--event", paramLabel = "NAME", description = "Letters of this event: email.sent, or email.*")
    private @Nullable String event;

    @Option(names = "--event-id", paramLabel = "ID", description = "Letters of the event with this id.")
    private @Nullable String eventId;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Given up at or after: 2026-11-24, 2026-11-24T08:00:00Z, or how long ago: 7d, 12h, 30m.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Given up before; written as for --from.")
    private @Nullable String to;

    @Option(names = "--node", paramLabel = "ID", description = "Letters of this node, where nodes have a journal each.")
    private @Nullable String node;

    /** What was given, in the names of the API. */
    ObjectNode criteria() {
        ObjectNode criteria = JsonNodeFactory.instance.objectNode();
        put(criteria, "destination", destination);
        put(criteria, "reason", reason);
        put(criteria, "event", event);
        put(criteria, "eventId", eventId);
        put(criteria, "from", from);
        put(criteria, "to", to);
        put(criteria, "node", node);
        return criteria;
    }

    private static void put(ObjectNode criteria, String name, @Nullable String value) {
        if (value != null) {
            criteria.put(name, value);
        }
    }
}
