package dev.sluice.plugin;

import dev.sluice.spi.DestinationPlugin;
import java.io.IOException;
import java.net.MalformedURLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A jar that was loaded, with its plugins. */
final class PluginJar implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PluginJar.class);

    private final String name;
    private final JarCopy copy;
    private final PluginClassLoader loader;
    private final List<DestinationPlugin> plugins = new ArrayList<>();

    private PluginJar(String name, JarCopy copy) throws MalformedURLException {
        this.name = name;
        this.copy = copy;
        loader = new PluginClassLoader(name, copy.file().toUri().toURL(), DestinationPlugin.class.getClassLoader());
    }

    /**
     * Loads all plugins of a jar, or none.
     *
     * @param name the jar's file name
     * @param copy belongs to the jar from now on
     */
    static PluginJar load(String name, JarCopy copy) throws BrokenJarException {
        try {
            PluginJar jar = new PluginJar(name, copy);
            try {
                PluginMaker maker = new PluginMaker(jar.loader);
                for (String className : ServiceEntries.of(copy.file())) {
                    jar.plugins.add(maker.make(className));
                }
                return jar;
            } catch (BrokenJarException | RuntimeException broken) {
                jar.close();
                throw broken;
            }
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException("a file has an address", impossible);
        }
    }

    /** The file's name. */
    String name() {
        return name;
    }

    List<DestinationPlugin> plugins() {
        return plugins;
    }

    /** Whether it was loaded from a file of this name and content. */
    boolean is(String otherName, String digest) {
        return name.equals(otherName) && copy.digest().equals(digest);
    }

    /** Lets the classes go; nothing of its plugins may be in use. */
    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException failure) {
            LOG.warn("The plugin jar {} could not be closed: {}", name, failure.getMessage());
        }
        copy.delete();
    }
}
