package dev.sluice.plugin;

import dev.sluice.spi.DestinationPlugin;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plugins that were found, by name. Immutable. */
public final class PluginRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(PluginRegistry.class);

    private final Map<String, DestinationPlugin> plugins;

    private PluginRegistry(Map<String, DestinationPlugin> plugins) {
        this.plugins = plugins;
    }

    /**
     * Finds the plugins that a class loader sees. One that fails to load is named in the log and keeps no other from loading.
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
        return new PluginRegistry(found);
    }

    /** All plugins, by name. */
    public Collection<DestinationPlugin> all() {
        return plugins.values();
    }

    /** All plugins under their names. */
    public Map<String, DestinationPlugin> byName() {
        return Collections.unmodifiableMap(plugins);
    }

    /** The plugin of that name. */
    public Optional<DestinationPlugin> find(String name) {
        return Optional.ofNullable(plugins.get(name));
    }

    private static void add(Map<String, DestinationPlugin> found, DestinationPlugin plugin) {
        DestinationPlugin other = found.putIfAbsent(plugin.name(), plugin);
        if (other != null) {
            throw new IllegalStateException("two plugins are named " + plugin.name() + ": "
                    + other.getClass().getName() + " and " + plugin.getClass().getName() + "; remove one of them");
        }
    }
}
