package dev.sluice.management;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.control.Control;
import dev.sluice.relay.Relay;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;

/** How the nodes and their lanes are, over HTTP, told by any of them. Needs a relay that runs. */
final class StatusApi {

    /** Asks a node how it is. */
    static final String COMMAND = "status";

    private final Control control;
    private final GoneNodes gone;

    StatusApi(Relay relay, GoneNodes gone) {
        control = relay.control();
        this.gone = gone;
        control.serve(COMMAND, request -> Future.succeededFuture(NodeStatus.of(relay)));
    }

    void mount(Router router) {
        router.get("/api/v1/status").handler(context -> Reply.of(context, ask().map(ClusterStatus::json)));
        router.get("/api/v1/destinations")
                .handler(context -> Reply.of(context, ask().map(ClusterStatus::destinations)));
    }

    /** How all nodes are that answer. */
    Future<ClusterStatus> ask() {
        return control.askAll(COMMAND, JsonNodeFactory.instance.objectNode())
                .map(answers -> new ClusterStatus(
                        answers, gone.json(), control.cluster().self().id()));
    }
}
