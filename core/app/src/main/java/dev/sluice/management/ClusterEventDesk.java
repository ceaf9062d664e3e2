package dev.sluice.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.control.Control;
import dev.sluice.control.NodeAnswer;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the journals of all nodes know of an event. A sender that did not hear an answer may have sent it to several of them. */
final class ClusterEventDesk implements EventDesk {

    private static final String COMMAND = "explain";

    /** A search reads the whole backlog. */
    private static final Duration SEARCHING = Duration.ofMinutes(1);

    private final Control control;
    private final GoneNodes gone;

    /** @param own what this node knows, which other nodes ask for as well from now on */
    ClusterEventDesk(Control control, EventDesk own, GoneNodes gone) {
        this.control = control;
        this.gone = gone;
        control.serve(
                COMMAND,
                request -> own.explain(request.path("eventId").asText())
                        .recover(failure -> failure instanceof NotFoundException
                                ? Future.succeededFuture(JsonNodeFactory.instance.objectNode())
                                : Future.failedFuture(failure)));
    }

    @Override
    public Future<ObjectNode> explain(String eventId) {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("eventId", eventId);
        return control.ask(control.cluster().members(), COMMAND, request, SEARCHING)
                .map(answers -> merged(eventId, answers, gone.unheard()));
    }

    /** @param gone nodes that can't be asked any more */
    static ObjectNode merged(String eventId, List<NodeAnswer> answers, List<ObjectNode> gone) {
        List<ObjectNode> received = new ArrayList<>();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("eventId", eventId);
        ArrayNode receipts = json.putArray("received");
        ArrayNode destinations = json.putArray("destinations");
        ArrayNode letters = json.putArray("deadLetters");
        boolean known = false;
        for (NodeAnswer answer : answers) {
            String node = answer.node().id();
            JsonNode told = answer.body().orElseGet(JsonNodeFactory.instance::objectNode);
            known |= !told.isEmpty();
            told.path("received")
                    .forEach(each -> received.add(each.<ObjectNode>deepCopy().put("node", node)));
            told.path("destinations").forEach(each -> destinations.add(lane(each.deepCopy(), node)));
            told.path("deadLetters").forEach(each -> letters.add(MergedPage.named(each, node)));
        }
        ClusterLetterDesk.unheard(json, answers, gone);
        if (!known) {
            throw unknown(eventId, json.path("unheard"));
        }
        received.sort(Comparator.comparing(each -> Instant.parse(each.path("at").asText())));
        receipts.addAll(received);
        return json;
    }

    private static ObjectNode lane(ObjectNode lane, String node) {
        if (lane.has("deadLetter")) {
            lane.put("deadLetter", new NodeLetter(node, lane.path("deadLetter").asLong()).toString());
        }
        return lane.put("node", node);
    }

    private static RuntimeException unknown(String eventId, JsonNode unheard) {
        if (unheard.isEmpty()) {
            return EventDesk.unknown(eventId);
        }
        List<String> silent = new ArrayList<>();
        unheard.forEach(each -> silent.add(
                "node " + each.path("node").asText() + " " + each.path("error").asText()));
        return new UnheardException("no node that answered knows anything of the event " + eventId + "; but "
                + String.join(", and ", silent));
    }
}
