package dev.sluice.plugin;

import dev.sluice.spi.DestinationPlugin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** What a jar says of its plugins, in the form of {@link java.util.ServiceLoader}. */
final class ServiceEntries {

    static final String FILE = "META-INF/services/" + DestinationPlugin.class.getName();

    /** Far more than the names of a jar's plugins take. */
    private static final int MAX_BYTES = 64 << 10;

    private ServiceEntries() {}

    /**
     * The names of the plugins' classes.
     *
     * @throws BrokenJarException where the file is no jar, or names none
     */
    static List<String> of(Path jar) throws BrokenJarException {
        try (JarFile opened = new JarFile(jar.toFile())) {
            ZipEntry entry = opened.getEntry(FILE);
            if (entry == null) {
                throw new BrokenJarException("it declares no plugin: there is no " + FILE + " in it");
            }
            List<String> names = read(opened, entry);
            if (names.isEmpty()) {
                throw new BrokenJarException("it declares no plugin: " + FILE + " in it names no class");
            }
            return names;
        } catch (IOException | SecurityException unreadable) {
            throw new BrokenJarException("it can't be read as a jar: " + unreadable.getMessage());
        }
    }

    private static List<String> read(JarFile jar, ZipEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .distinct()
                    .toList();
        }
    }
}
