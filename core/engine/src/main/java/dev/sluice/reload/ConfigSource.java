package dev.sluice.reload;

import dev.sluice.config.ConfigLoader;
import dev.sluice.config.Environment;
import dev.sluice.config.LoadedConfig;
import dev.sluice.config.PluginsDirectory;
import dev.sluice.file.FileStamp;
import dev.sluice.plugin.PluginFolder;
import dev.sluice.plugin.PluginRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a node is made of: a configuration file and the plugins that it may use. Immutable, for any thread.
 *
 * @param file the configuration
 * @param environment what it may refer to
 * @param builtIn sees the plugins that are built in
 * @param usualFolder where plugin jars are, unless the configuration names another folder
 */
public record ConfigSource(Path file, Environment environment, ClassLoader builtIn, Path usualFolder) {

    /** The plugins there are now. */
    public Future<PluginRegistry> plugins(Vertx vertx) {
        return vertx.executeBlocking(() -> PluginRegistry.load(builtIn), false).compose(found -> plugins(vertx, found));
    }

    /** The plugins there are now; what is the same still is shared with those from before. */
    public Future<PluginRegistry> plugins(Vertx vertx, PluginRegistry before) {
        return PluginsDirectory.of(vertx, file, environment)
                .compose(named -> vertx.executeBlocking(
                        () -> before.withJarsOf(named.orElse(usualFolder).toAbsolutePath()), false));
    }

    /** The configuration as it is now; fails with all that is wrong in it. */
    public Future<LoadedConfig> load(Vertx vertx, PluginRegistry plugins) {
        return new ConfigLoader(plugins, environment).load(vertx, file);
    }

    /** What tells the files, those that were read, and jars that have come since, from how they were before. Blocks. */
    Map<Path, FileStamp> stamps(LoadedConfig loaded, PluginRegistry plugins) {
        Map<Path, FileStamp> stamps = new TreeMap<>();
        stamps.put(file, FileStamp.of(file));
        loaded.files().forEach(referenced -> stamps.put(referenced, FileStamp.of(referenced)));
        plugins.folder().ifPresent(folder -> {
            try {
                new PluginFolder(folder).jars().forEach(jar -> stamps.put(jar, FileStamp.of(jar)));
            } catch (IOException unreadable) {
                stamps.put(folder, FileStamp.of(folder));
            }
        });
        return stamps;
    }
}
