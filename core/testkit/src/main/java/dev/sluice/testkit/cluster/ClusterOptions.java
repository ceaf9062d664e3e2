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
 * @param bootstrapServers brokers of the journal in Kafka, where nodes find them; without them each node has a file
 * @param broker to be killed and started again
 * @param network whose places are named as the nodes; without one all nodes are on loopback
 * @param blows in their order
 * @param clients that post at the same time
 * @param faultShare how many of the destination's answers are faults, from 0 to 1
 */
public record ClusterOptions(
        Path jar,
        Path folder,
        long seed,
        Optional<String> bootstrapServers,
        Optional<Broker> broker,
        Optional<SplitNetwork> network,
        List<Blow> blows,
        int clients,
        double faultShare) {

    /** The names of the nodes. */
    public static final List<String> NODES = List.of("a", "b", "c");

    public ClusterOptions {
        blows = List.copyOf(blows);
        if (clients < 1 || faultShare < 0 || faultShare > 1) {
            throw new IllegalArgumentException(
                    "a campaign of " + clients + " clients and a share of " + faultShare + " faults makes no sense");
        }
        if (blows.contains(Blow.BROKER) && broker.isEmpty()) {
            throw new IllegalArgumentException("there is no broker that could be killed");
        }
        if (blows.contains(Blow.SPLIT) && network.isEmpty()) {
            throw new IllegalArgumentException("on loopback no node can be cut off");
        }
    }

    /** Where the nodes keep their events. */
    ClusterJournal journal() {
        return bootstrapServers.isPresent() ? ClusterJournal.KAFKA : ClusterJournal.SQLITE;
    }
}
