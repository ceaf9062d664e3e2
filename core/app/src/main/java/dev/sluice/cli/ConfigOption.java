package dev.sluice.cli;

import dev.sluice.config.ConfigLoader;
import dev.sluice.config.Environment;
import dev.sluice.config.LoadedConfig;
import dev.sluice.plugin.PluginRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option {@code -c}, and what it names. */
final class ConfigOption {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration file (default: ${DEFAULT-VALUE}).",
            defaultValue = "conf/sluice.json")
    private Path file = Path.of("conf/sluice.json");

    Path file() {
        return file;
    }

    /** Blocks while the file is read; fails with all that is wrong in it. */
    LoadedConfig load(PluginRegistry plugins) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            return new ConfigLoader(plugins.byName(), Environment.current()).loadBlocking(vertx, file);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }
}
