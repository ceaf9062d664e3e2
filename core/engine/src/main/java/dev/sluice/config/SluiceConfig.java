package dev.sluice.config;

import java.util.List;

/** The whole configuration of a node, valid and with secrets resolved. */
public record SluiceConfig(
        IngestConfig ingest,
        JournalConfig journal,
        List<DestinationConfig> destinations,
        PluginsConfig plugins,
        ManagementConfig management,
        ShutdownConfig shutdown) {

    public SluiceConfig {
        destinations = List.copyOf(destinations);
    }
}
