package dev.sluice.testkit.cluster;

import dev.sluice.testkit.process.SplitNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a cluster campaign does.
 *
 * @param jar the fat jar under test
 * @param folder an empty folder for configurations, journals and copies of the jar; kept, so that a failed run can be looked into
 * @param seed of all that is left to chance; the same seed draws the same webhooks and the same nodes to hit
 * @param nodes two or more, of which the first can do without the others
 * @param journal where they keep their events
 * @param network with a place for each node, named as it is; without one all nodes are on loopback
 * @param strikes in their order
 * @param clients that post at the same time
 * @param faultShare how many of the destination's answers are faults, from 0 to 1
 */
public record ClusterOptions(
        Path jar,
        Path folder,
        long seed,
        List<NodePlan> nodes,
        ClusterJournal journal,
        Optional<SplitNetwork> network,
        List<Strike> strikes,
        int clients,
        double faultShare) {

    public ClusterOptions {
        nodes = List.copyOf(nodes);
        strikes = List.copyOf(strikes);
        if (clients < 1 || faultShare < 0 || faultShare > 1) {
            throw new IllegalArgumentException(
                    "a campaign of " + clients + " clients and a share of " + faultShare + " faults makes no sense");
        }
        for (Strike strike : strikes) {
            check(strike.blow() != Blow.BROKER || journal.broker().isPresent(), "there is no broker to be killed");
            check(strike.blow() != Blow.SPLIT || network.isPresent(), "on loopback no node can be cut off");
            if (strike.node().isPresent()) {
                String name = strike.node().get();
                check(nodes.stream().anyMatch(node -> node.name().equals(name)), "no node is named " + name);
            }
        }
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
