package dev.sluice.testkit.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** Makes the jar that comes after the one under test: the same code, which calls itself another version. */
final class NextVersion {

    static final String VERSION = "campaign-next";

    private NextVersion() {}

    /** Copies a jar to the target, as the next version. */
    static Path of(Path jar, Path target) throws IOException {
        Files.copy(jar, target);
        try (FileSystem inside = FileSystems.newFileSystem(target)) {
            Path file = inside.getPath(JarFile.MANIFEST_NAME);
            Manifest manifest;
            try (InputStream in = Files.newInputStream(file)) {
                manifest = new Manifest(in);
            }
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, VERSION);
            try (OutputStream out = Files.newOutputStream(file)) {
                manifest.write(out);
            }
        }
        return target;
    }
}
