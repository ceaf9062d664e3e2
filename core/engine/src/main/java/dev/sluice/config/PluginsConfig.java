package dev.sluice.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Destinations beyond those that are built in.
 *
 * @param directory the folder of their jars; empty for the usual one
 */
public record PluginsConfig(Optional<Path> directory) {}
