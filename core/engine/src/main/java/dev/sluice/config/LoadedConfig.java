package dev.sluice.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A configuration that can be used.
 *
 * @param config the configuration, secrets resolved
 * @param warnings what is allowed but hardly meant, one sentence each, without secrets
 * @param secrets all values that must not be seen
 * @param tree the same as JSON, to be compared with another one
 * @param files those that its references named
 */
public record LoadedConfig(
        SluiceConfig config, List<String> warnings, SecretValues secrets, ConfigTree tree, Set<Path> files) {

    public LoadedConfig {
        warnings = List.copyOf(warnings);
        files = Set.copyOf(files);
    }
}
