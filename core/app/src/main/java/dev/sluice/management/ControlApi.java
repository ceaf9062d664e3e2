package dev.sluice.management;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.lane.Lane;
import dev.sluice.lane.PausedLanes;
import dev.sluice.relay.Relay;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** What a person can tell a lane to do, over HTTP. Needs a relay that runs. */
final class ControlApi {

    private static final String PATH = "/api/v1/destinations/:id/";

    private final Vertx vertx;
    private final Relay relay;

    ControlApi(Vertx vertx, Relay relay) {
        this.vertx = vertx;
        this.relay = relay;
    }

    void mount(Router router) {
        router.post(PATH + "test").handler(context -> Reply.of(context, test(lane(context))));
        router.post(PATH + "pause").handler(context -> tell(context, PausedLanes.PAUSE, "paused"));
        router.post(PATH + "resume").handler(context -> tell(context, PausedLanes.RESUME, "resumed"));
    }

    private Lane lane(RoutingContext context) {
        String id = context.pathParam("id");
        return relay.lanes().stream()
                .filter(lane -> lane.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("no destination is named \"" + id + "\"; there are "
                        + relay.lanes().stream().map(Lane::id).toList()));
    }

    /** Published, so that it reaches every node that has such a lane. */
    private void tell(RoutingContext context, String command, String done) {
        String id = lane(context).id();
        vertx.eventBus().publish(command, id);
        Reply.of(
                context,
                Future.succeededFuture(
                        JsonNodeFactory.instance.objectNode().put("id", id).put("status", done)));
    }

    private static Future<ObjectNode> test(Lane lane) {
        return lane.test()
                .map(result -> JsonNodeFactory.instance
                        .objectNode()
                        .put("destination", lane.id())
                        .put("reached", result.reached())
                        .put("words", result.words()));
    }
}
