package dev.sluice.testkit.cluster;

import java.util.List;

/**
 * A node as it is planned.
 *
 * @param name a letter or a few
 * @param roles of {@code ingest} and {@code lanes}
 */
public record NodePlan(String name, List<String> roles) {

    static final String INGEST = "ingest";
    static final String LANES = "lanes";

    /** One of each set of roles. The first one does everything, and can do without the others. */
    public static final List<NodePlan> OF_EACH_KIND = List.of(
            new NodePlan("a", List.of(INGEST, LANES)),
            new NodePlan("b", List.of(LANES)),
            new NodePlan("c", List.of(INGEST)));

    public NodePlan {
        roles = List.copyOf(roles);
    }

    boolean receives() {
        return roles.contains(INGEST);
    }

    boolean delivers() {
        return roles.contains(LANES);
    }
}
