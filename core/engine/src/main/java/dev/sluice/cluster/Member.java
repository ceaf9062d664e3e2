package dev.sluice.cluster;

import dev.sluice.config.ClusterConfig.Role;
import java.util.Set;

/**
 * A node of the cluster.
 *
 * @param id its name in the configuration
 * @param roles what it does
 * @param version of its jar
 */
public record Member(String id, Set<Role> roles, String version) {

    public Member {
        roles = Set.copyOf(roles);
    }

    /** Whether it delivers events. */
    public boolean delivers() {
        return roles.contains(Role.LANES);
    }
}
