package dev.sluice.cluster;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/** The nodes that work as one, as this node sees them. For any thread; asks no other node. */
public interface Cluster {

    /** Told on the own node's event bus, with the id of a node that has left or been given up: a text. */
    String LEFT = "sluice.cluster.left";

    /**
     * Told after {@link #LEFT} of a node whose process has ended: nothing listens where it was. Of one that is frozen or cut off, which
     * may work on, it is not told; nor where that can't be found out.
     */
    String ENDED = "sluice.cluster.ended";

    /** Told on the own node's event bus, with the id of a node that has come: a text. */
    String CAME = "sluice.cluster.came";

    /** A node on its own. */
    static Cluster alone(Vertx vertx, Member self) {
        return new Alone(vertx, self);
    }

    /** What this node's verticles run on. */
    Vertx vertx();

    /** This node. */
    Member self();

    /** All nodes, this one too, in the order of their ids. */
    List<Member> members();

    /** Whether there may be others. */
    boolean isClustered();

    /** Leaves, and ends what runs on {@link #vertx}. */
    default Future<Void> leave() {
        return vertx().close();
    }
}
