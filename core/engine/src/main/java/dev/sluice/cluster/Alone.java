package dev.sluice.cluster;

import io.vertx.core.Vertx;
import java.util.List;

/** A node without others. */
record Alone(Vertx vertx, Member self) implements Cluster {

    @Override
    public List<Member> members() {
        return List.of(self);
    }

    @Override
    public boolean isClustered() {
        return false;
    }
}
