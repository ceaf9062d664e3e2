package dev.sluice.testkit.clock;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** A jar of packages that are on the class path, in folders, in jars of their own or within a fat jar. */
final class PackageJar {

    private PackageJar() {}

    /** @param classes one of each package that the jar is to have; packages below it are not taken with it */
    static void write(Path jar, Manifest manifest, List<Class<?>> classes) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (Class<?> one : classes) {
                Path source = source(one);
                if (Files.isDirectory(source)) {
                    put(source, one, out);
                } else {
                    try (FileSystem files = FileSystems.newFileSystem(source)) {
                        put(files.getPath("/"), one, out);
                    }
                }
            }
        }
    }

    private static void put(Path root, Class<?> one, JarOutputStream out) throws IOException {
        String folder = one.getPackageName().replace('.', '/');
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (name.endsWith(".class")) {
                    out.putNextEntry(new JarEntry(folder + "/" + name));
                    Files.copy(file, out);
                    out.closeEntry();
                }
            }
        }
    }

    private static Path source(Class<?> one) {
        try {
            return Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
