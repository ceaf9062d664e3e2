package dev.sluice.plugin;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The classes of one plugin's jar. What it shares with the engine is the JDK, the SPI and the Jackson that the SPI speaks; these come
 * from the engine even where the jar has copies of them. All else is the jar's own: of the engine, its libraries and other plugins it
 * sees nothing, so that two jars may hold two versions of one library.
 */
final class PluginClassLoader extends URLClassLoader {

    /** What {@code sluice-spi} is and depends on. Parts of Jackson beyond it are a jar's own, on top of this one. */
    private static final List<String> SHARED = List.of(
            "dev.sluice.spi.",
            "com.fasterxml.jackson.annotation.",
            "com.fasterxml.jackson.core.",
            "com.fasterxml.jackson.databind.",
            "org.jspecify.annotations.");

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader engine;

    /** @param engine has the SPI and Jackson */
    PluginClassLoader(String jar, URL copy, ClassLoader engine) {
        super(jar, new URL[] {copy}, ClassLoader.getPlatformClassLoader());
        this.engine = engine;
    }

    /** Whether a class comes from the engine. */
    static boolean isShared(String className) {
        return SHARED.stream().anyMatch(className::startsWith);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        return isShared(name) ? engine.loadClass(name) : super.loadClass(name, resolve);
    }

    /** Services and the like are the jar's own; the JDK's would be found before them. */
    @Override
    public @Nullable URL getResource(String name) {
        URL own = findResource(name);
        return own != null || isMetaInf(name) ? own : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> own = Collections.list(findResources(name));
        return own.isEmpty() && !isMetaInf(name) ? super.getResources(name) : Collections.enumeration(own);
    }

    private static boolean isMetaInf(String resource) {
        return resource.startsWith("META-INF/");
    }
}
