package dev.sluice.testkit.contract;

import dev.sluice.spi.DestinationPlugin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The classes in a plugin's package and below, wherever they were compiled to. */
final class PluginClasses {

    private static final String SUFFIX = ".class";

    private final Class<?> plugin;

    PluginClasses(DestinationPlugin plugin) {
        this.plugin = plugin.getClass();
    }

    List<Class<?>> all() {
        CodeSource source = plugin.getProtectionDomain().getCodeSource();
        if (source == null) {
            return List.of(plugin);
        }
        try {
            Path place = Path.of(source.getLocation().toURI());
            if (Files.isDirectory(place)) {
                return under(place);
            }
            try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + place.toUri()), Map.of())) {
                return under(jar.getPath("/"));
            }
        } catch (IOException | URISyntaxException unreadable) {
            throw new IllegalStateException("looking for the plugin's classes in " + source.getLocation(), unreadable);
        }
    }

    /** The bytes of a class file. */
    byte[] bytes(Class<?> type) {
        String file = "/" + type.getName().replace('.', '/') + SUFFIX;
        try (InputStream bytes = Objects.requireNonNull(type.getResourceAsStream(file), file)) {
            return bytes.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private List<Class<?>> under(Path root) throws IOException {
        Path room = root.resolve(plugin.getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.walk(room)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(SUFFIX) && !file.endsWith("package-info" + SUFFIX))
                    .sorted()
                    .<Class<?>>map(this::load)
                    .toList();
        }
    }

    private Class<?> load(String file) {
        String name = file.substring(0, file.length() - SUFFIX.length())
                .replace('/', '.')
                .replace('\\', '.');
        try {
            return Class.forName(name, false, plugin.getClassLoader());
        } catch (ClassNotFoundException | LinkageError broken) {
            throw Expect.breach(
                    "the class " + name + " can't be loaded", "compile it against what it finds at run time", broken);
        }
    }
}
