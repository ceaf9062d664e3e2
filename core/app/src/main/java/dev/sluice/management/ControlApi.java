package dev.sluice.management;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.control.NodeAnswer;
import dev.sluice.lane.Lane;
import dev.sluice.relay.Relay;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a person can tell a lane to do, over HTTP. Needs a relay that runs. */
final class ControlApi {

    private static final String PATH = "/api/v1/destinations/:id/";

    private final Relay relay;
    private final StatusApi status;

    ControlApi(Relay relay, StatusApi status) {
        this.relay = relay;
        this.status = status;
    }

    void mount(Router router) {
        router.post(PATH + "test").handler(context -> Reply.of(context, test(context)));
        router.post(PATH + "pause").handler(context -> tell(context, relay.paused()::pause, "paused"));
        router.post(PATH + "resume").handler(context -> tell(context, relay.paused()::resume, "resumed"));
    }

    /** Reaches every node, whether it has such a lane or may have one later. */
    private void tell(RoutingContext context, Function<String, Future<List<NodeAnswer>>> command, String done) {
        String id = context.pathParam("id");
        Reply.of(context, known(id).compose(command).map(answers -> told(id, done, answers)));
    }

    private ObjectNode told(String id, String done, List<NodeAnswer> answers) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id).put("status", done);
        if (relay.cluster().isClustered()) {
            ArrayNode heard = json.putArray("heard");
            ArrayNode unheard = json.putArray("unheard");
            for (NodeAnswer answer : answers) {
                answer.body()
                        .ifPresentOrElse(
                                there -> heard.add(answer.node().id()), () -> unheard.add(answer.failureJson()));
            }
        }
        return json;
    }

    /** The id where a destination of this or another node has it. */
    private Future<String> known(String id) {
        if (lane(id).isPresent()) {
            return Future.succeededFuture(id);
        }
        return status.ask().map(all -> {
            List<String> ids = new ArrayList<>();
            all.destinations().forEach(each -> ids.add(each.path("id").asText()));
            if (!ids.contains(id)) {
                throw unknown(id, ids);
            }
            return id;
        });
    }

    private Optional<Lane> lane(String id) {
        return relay.lanes().stream().filter(lane -> lane.id().equals(id)).findFirst();
    }

    private static NotFoundException unknown(String id, List<String> ids) {
        return new NotFoundException("no destination is named \"" + id + "\"; there are " + ids);
    }

    private Future<ObjectNode> test(RoutingContext context) {
        String id = context.pathParam("id");
        Lane lane = lane(id).orElseThrow(() ->
                unknown(id, relay.lanes().stream().map(Lane::id).sorted().toList()));
        return lane.test()
                .map(result -> JsonNodeFactory.instance
                        .objectNode()
                        .put("destination", lane.id())
                        .put("reached", result.reached())
                        .put("words", result.words()));
    }
}
