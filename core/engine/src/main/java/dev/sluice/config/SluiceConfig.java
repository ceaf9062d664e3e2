package dev.sluice.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The whole configuration of a node, valid and with secrets resolved.
 *
 * @param cluster how it works with others; empty where it is on its own
 */
public record SluiceConfig(
        IngestConfig ingest,
        JournalConfig journal,
        List<DestinationConfig> destinations,
        PluginsConfig plugins,
        ManagementConfig management,
        Optional<ClusterConfig> cluster,
        ShutdownConfig shutdown) {

    public SluiceConfig {
        destinations = List.copyOf(destinations);
    }

    /** What the node does; everything where it is on its own. */
    public Set<ClusterConfig.Role> roles() {
        return cluster.map(ClusterConfig::roles).orElse(Set.of(ClusterConfig.Role.values()));
    }
}
