package com.example.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where things are.
 *
 * @param folder of this example, in a checkout of Sluice
 */
record Place(Path folder) {

    /** Sluice as it was built. */
    Path jar() {
        return root().resolve("core/app/target/sluice.jar");
    }

    /** What is sent goes to a sandbox. */
    Path sandboxConfig() {
        return folder.resolve("cluster.json");
    }

    /** What is sent goes to Amplitude. */
    Path amplitudeConfig() {
        return root().resolve("conf/cluster.json");
    }

    Path sandbox() {
        return folder.resolve("sandbox/Sandbox.java");
    }

    /** Logs, and the broker's data. */
    Path run() {
        return folder.resolve("target/run");
    }

    /** Leaves nothing of an earlier run. */
    void prepare() throws IOException {
        if (!Files.isRegularFile(jar())) {
            throw new IOException(
                    "there is no " + jar() + "; build it first, in " + root() + ", with mvn -q -DskipTests package");
        }
        if (Files.isDirectory(run())) {
            try (Stream<Path> old = Files.walk(run())) {
                old.sorted(Comparator.reverseOrder()).forEach(Place::delete);
            }
        }
        Files.createDirectories(run());
    }

    private Path root() {
        return folder.resolve("../..").normalize();
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
