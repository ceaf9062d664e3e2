package dev.sluice.plugin;

import dev.sluice.spi.DestinationPlugin;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plugins that were found, by name: those built in, and those of jars. Immutable, for any thread. */
public final class PluginRegistry implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PluginRegistry.class);

    private final Map<String, DestinationPlugin> builtIn;
    private final Map<String, DestinationPlugin> plugins;
    private final Optional<Path> folder;
    private final List<PluginJar> jars;
    private final List<BrokenJar> broken;

    private PluginRegistry(
            Map<String, DestinationPlugin> builtIn,
            Optional<Path> folder,
            List<PluginJar> jars,
            List<BrokenJar> broken) {
        this.builtIn = builtIn;
        this.folder = folder;
        this.jars = List.copyOf(jars);
        this.broken = List.copyOf(broken);
        plugins = new TreeMap<>(builtIn);
        jars.forEach(jar -> jar.plugins().forEach(plugin -> plugins.put(plugin.name(), plugin)));
    }

    /** These plugins and no others. */
    public static PluginRegistry of(Collection<DestinationPlugin> plugins) {
        Map<String, DestinationPlugin> found = new TreeMap<>();
        plugins.forEach(plugin -> add(found, plugin));
        return new PluginRegistry(found, Optional.empty(), List.of(), List.of());
    }

    /**
     * Finds the plugins that a class loader sees: those that are built in. One that fails to load is named in the log and keeps no
     * other from loading.
     *
     * @throws IllegalStateException where two plugins have the same name
     */
    public static PluginRegistry load(ClassLoader loader) {
        Map<String, DestinationPlugin> found = new TreeMap<>();
        ServiceLoader.load(DestinationPlugin.class, loader).stream().forEach(provider -> {
            try {
                add(found, provider.get());
            } catch (ServiceConfigurationError | LinkageError broken) {
                LOG.error(
                        "The plugin {} could not be loaded: {}", provider.type().getName(), broken.getMessage());
            }
        });
        return new PluginRegistry(found, Optional.empty(), List.of(), List.of());
    }

    /**
     * The plugins built in, and those of the jars in a folder as they are now. A jar that is loaded here and is the same still is
     * shared by both registries. Blocks.
     *
     * @param path of a folder, which need not exist
     */
    public PluginRegistry withJarsOf(Path path) {
        PluginFolder.Content content = new PluginFolder(path).load(jars, builtIn.keySet());
        return new PluginRegistry(builtIn, Optional.of(path), content.jars(), content.broken());
    }

    /** All plugins, by name. */
    public Collection<DestinationPlugin> all() {
        return byName().values();
    }

    /** All plugins under their names. */
    public Map<String, DestinationPlugin> byName() {
        return Collections.unmodifiableMap(plugins);
    }

    /** The plugin of that name. */
    public Optional<DestinationPlugin> find(String name) {
        return Optional.ofNullable(plugins.get(name));
    }

    /** Where a plugin comes from, in a word: the file name of its jar, or that it is built in. */
    public String origin(DestinationPlugin plugin) {
        return jars.stream()
                .filter(jar -> jar.plugins().contains(plugin))
                .map(PluginJar::name)
                .findFirst()
                .orElse("built-in");
    }

    /** Where jars were looked for; empty where nowhere. */
    public Optional<Path> folder() {
        return folder;
    }

    /** The jars in the folder that are not used. */
    public List<BrokenJar> broken() {
        return broken;
    }

    /** Names of the plugins that are in only one of both registries, or come from other code. */
    public Set<String> differences(PluginRegistry other) {
        Set<String> names = new TreeSet<>(plugins.keySet());
        names.addAll(other.plugins.keySet());
        names.removeIf(name -> plugins.get(name) == other.plugins.get(name));
        return names;
    }

    /** Lets the jars go that another registry does not share; nothing of their plugins may be in use. */
    public void closeAllBut(PluginRegistry kept) {
        jars.stream().filter(jar -> !kept.jars.contains(jar)).forEach(PluginJar::close);
    }

    /** Lets all jars go; nothing of their plugins may be in use. */
    @Override
    public void close() {
        jars.forEach(PluginJar::close);
    }

    private static void add(Map<String, DestinationPlugin> found, DestinationPlugin plugin) {
        DestinationPlugin other = found.putIfAbsent(plugin.name(), plugin);
        if (other != null) {
            throw new IllegalStateException("two plugins are named " + plugin.name() + ": "
                    + other.getClass().getName() + " and " + plugin.getClass().getName() + "; remove one of them");
        }
    }
}
