package dev.sluice.testkit.cluster;

import java.util.Optional;

/**
 * Where the nodes keep their events.
 *
 * @param bootstrapServers brokers of topics that all nodes share; empty where each node has a file, and what it accepted stays its own
 * @param broker the one that can be killed and started again
 */
public record ClusterJournal(Optional<String> bootstrapServers, Optional<Broker> broker) {

    /** A file for each node. */
    public static final ClusterJournal FILES = new ClusterJournal(Optional.empty(), Optional.empty());

    /** Topics at brokers that the campaign has no power over. */
    public static ClusterJournal at(String bootstrapServers) {
        return new ClusterJournal(Optional.of(bootstrapServers), Optional.empty());
    }

    /** Topics at a broker that the campaign may kill. */
    public static ClusterJournal at(String bootstrapServers, Broker broker) {
        return new ClusterJournal(Optional.of(bootstrapServers), Optional.of(broker));
    }

    /** Whether what one node accepted any may deliver. */
    boolean isShared() {
        return bootstrapServers.isPresent();
    }
}
