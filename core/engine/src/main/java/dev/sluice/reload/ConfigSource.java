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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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

    /**
     * What tells the configuration, the jars and other files from how they were before. Blocks.
     *
     * @param referenced the files that the configuration refers to
     * @param folder where its jars are
     */
    Map<Path, FileStamp> stamps(Set<Path> referenced, Optional<Path> folder) {
        Set<Path> files = new TreeSet<>(referenced);
        files.add(file);
        folder.ifPresent(jars -> {
            try {
                files.addAll(new PluginFolder(jars).jars());
            } catch (IOException unreadable) {
                files.add(jars);
            }
        });
        Map<Path, FileStamp> stamps = new TreeMap<>();
        files.forEach(each -> stamps.put(each, FileStamp.of(each)));
        return stamps;
    }
}
