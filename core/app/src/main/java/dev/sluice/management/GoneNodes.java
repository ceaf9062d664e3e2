package dev.sluice.management;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.Cluster;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The nodes that were here a while ago: one that was given up is no member of the cluster any more, and may still have events in a
 * journal of its own. For any thread.
 */
final class GoneNodes {

    /** Later, one that was taken away on purpose is no news. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private static final int MAX = 100;

    private final Map<String, Instant> leftAt = new TreeMap<>();
    private final Clock clock;

    GoneNodes(Clock clock) {
        this.clock = clock;
    }

    /** Learns from now on who leaves and who comes. */
    void watch(Cluster cluster) {
        if (cluster.isClustered()) {
            cluster.vertx().eventBus().<String>localConsumer(Cluster.LEFT, left -> left(left.body()));
            cluster.vertx().eventBus().<String>localConsumer(Cluster.CAME, came -> came(came.body()));
        }
    }

    synchronized void left(String node) {
        if (leftAt.size() < MAX) {
            leftAt.put(node, clock.instant());
        }
    }

    synchronized void came(String node) {
        leftAt.remove(node);
    }

    /** As they stand among the others, the ones that are there. */
    List<ObjectNode> json() {
        return named("id");
    }

    /** As they stand among those that were asked and did not answer. */
    List<ObjectNode> unheard() {
        return named("node");
    }

    private synchronized List<ObjectNode> named(String key) {
        leftAt.values().removeIf(at -> at.isBefore(clock.instant().minus(REMEMBERED)));
        List<ObjectNode> gone = new ArrayList<>();
        leftAt.forEach((node, at) -> gone.add(
                JsonNodeFactory.instance.objectNode().put(key, node).put("error", "left, or was given up, at " + at)));
        return gone;
    }
}
