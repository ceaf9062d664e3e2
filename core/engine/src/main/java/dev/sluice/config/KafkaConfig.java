package dev.sluice.config;

import java.util.Map;
import java.util.Optional;

/**
 * How the journal is kept in Kafka.
 *
 * @param bootstrapServers brokers to begin with, as host:port, parted by commas
 * @param topic of accepted events; the names of all others begin with it
 * @param partitions of that topic
 * @param replication copies of each event
 * @param maxEvent the longest event that ingest accepts
 * @param nodeId by which the brokers know this node again when it is started anew; no two nodes share one
 * @param client settings of Kafka's clients for security, passed on as they are
 */
public record KafkaConfig(
        String bootstrapServers,
        String topic,
        int partitions,
        int replication,
        DataSize maxEvent,
        Optional<String> nodeId,
        Map<String, Secret> client) {

    public KafkaConfig {
        client = Map.copyOf(client);
    }
}
