package dev.sluice.config;

import java.util.List;

/**
 * A configuration that can be used.
 *
 * @param config the configuration, secrets resolved
 * @param warnings what is allowed but hardly meant, one sentence each, without secrets
 * @param secrets all values that must not be seen
 */
public record LoadedConfig(SluiceConfig config, List<String> warnings, SecretValues secrets) {

    public LoadedConfig {
        warnings = List.copyOf(warnings);
    }
}
