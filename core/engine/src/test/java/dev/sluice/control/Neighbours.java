package dev.sluice.control;

import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.Member;
import dev.sluice.config.ClusterConfig.Role;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Nodes on one bus, in one process. */
public record Neighbours(Vertx vertx, Member self, List<Member> members) implements Cluster {

    /** A node among some, itself too, by their ids. */
    public static Cluster of(Vertx vertx, String self, String... all) {
        List<Member> members = Stream.of(all).map(Neighbours::member).toList();
        return new Neighbours(vertx, member(self), members);
    }

    static Member member(String id) {
        return new Member(id, Set.of(Role.INGEST, Role.LANES), "1");
    }

    @Override
    public boolean isClustered() {
        return true;
    }
}
