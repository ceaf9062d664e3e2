package dev.sluice.cli;

import dev.sluice.config.Environment;
import dev.sluice.config.LoadedConfig;
import dev.sluice.plugin.PluginRegistry;
import dev.sluice.reload.ConfigSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The option {@code -c}, and what it names. */
final class ConfigOption {

    private static final String PLUGINS = "plugins";

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration file (default: ${DEFAULT-VALUE}).",
            defaultValue = "conf/sluice.json")
    private Path file = Path.of("conf/sluice.json");

    Path file() {
        return file;
    }

    /** The file, and the plugins that it may use. */
    ConfigSource source() {
        return new ConfigSource(file, Environment.current(), ConfigOption.class.getClassLoader(), usualPlugins());
    }

    /** The plugins that are built in, and those in the folder that the file names, or else in the usual one. Blocks. */
    PluginRegistry plugins() {
        return withVertx(vertx -> source().plugins(vertx));
    }

    /** Blocks while the file is read; fails with all that is wrong in it. */
    LoadedConfig load(PluginRegistry plugins) {
        return withVertx(vertx -> source().load(vertx, plugins));
    }

    private static <T> T withVertx(Function<Vertx, Future<T>> work) {
        Vertx vertx = Vertx.vertx();
        try {
            return work.apply(vertx).await();
        } finally {
            vertx.close().await();
        }
    }

    /** Beside the jar that runs; in the working folder where none does. */
    private static Path usualPlugins() {
        CodeSource running = ConfigOption.class.getProtectionDomain().getCodeSource();
        try {
            Path jar = Path.of(running.getLocation().toURI());
            return Files.isRegularFile(jar) ? jar.resolveSibling(PLUGINS) : Path.of(PLUGINS);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
