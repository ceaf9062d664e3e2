package dev.sluice.lane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.Cluster;
import dev.sluice.control.Control;
import dev.sluice.control.NodeAnswer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Which lanes a person holds back, on all nodes, for as long as one of them runs and whatever comes and goes with the configuration.
 *
 * <p>Each node keeps all decisions that it has heard of, and the last one about a destination counts. Nodes tell each other all they
 * know every few seconds, when one comes, and when they start: so a node that starts later, was frozen, or was cut off learns what
 * it missed, a pause as well as its end, with no need to notice that it was away. A map shared by the cluster would be split with
 * it, and what was decided in the smaller half would be gone or would come back, by how the halves are merged. For any thread.
 */
public final class PausedLanes extends VerticleBase {

    /** Both ways: what a node knows, and in answer what the other one knows. */
    private static final String COMMAND = "holds";

    private static final long EXCHANGE_MILLIS = 5_000;

    private final Control control;
    private final Clock clock;
    private final Holds holds = new Holds();

    public PausedLanes(Control control, Clock clock) {
        this.control = control;
        this.clock = clock;
        control.serve(COMMAND, request -> {
            learn(request);
            return Future.succeededFuture(json(holds.all()));
        });
    }

    /** Completes when it is known what other nodes know, so that a lane that starts then sends nothing that is held back. */
    @Override
    public Future<?> start() {
        if (!control.cluster().isClustered()) {
            return Future.succeededFuture();
        }
        vertx.setPeriodic(EXCHANGE_MILLIS, due -> exchange());
        vertx.eventBus().localConsumer(Cluster.CAME, came -> exchange());
        return exchange();
    }

    /** Whether a lane is held back. */
    public boolean contains(String destination) {
        return holds.contains(destination);
    }

    /** Holds a lane back, on all nodes. Answers who has heard; the others do when they can be reached again. */
    public Future<List<NodeAnswer>> pause(String destination) {
        return decide(destination, true);
    }

    /** Lets a lane go on, as {@link #pause} holds it back. */
    public Future<List<NodeAnswer>> resume(String destination) {
        return decide(destination, false);
    }

    private Future<List<NodeAnswer>> decide(String destination, boolean paused) {
        Hold decision = holds.decide(
                destination, paused, clock.millis(), control.cluster().self().id());
        tell(List.of(destination));
        return control.askAll(COMMAND, json(List.of(decision)));
    }

    private Future<Void> exchange() {
        return control.askAll(COMMAND, json(holds.all()))
                .onSuccess(answers -> answers.forEach(answer -> answer.body().ifPresent(this::learn)))
                .mapEmpty();
    }

    private void learn(JsonNode json) {
        List<Hold> heard = new ArrayList<>();
        json.path("holds").forEach(each -> heard.add(Hold.read(each)));
        tell(holds.learnAll(heard));
    }

    private static ObjectNode json(Collection<Hold> all) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode list = json.putArray("holds");
        all.forEach(each -> list.add(each.json()));
        return json;
    }

    /** Tells the lanes' senders of this node to look. */
    private void tell(List<String> changed) {
        for (String destination : changed) {
            control.cluster()
                    .vertx()
                    .eventBus()
                    .publish(new LaneAddresses(destination).look(), "", LaneAddresses.LOCAL);
        }
    }
}
