package dev.sluice.journal.kafka;

import dev.sluice.testkit.kafka.KafkaBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The one broker of a test run: started by the first test that needs it, gone with the JVM. */
final class SharedBroker {

    private static KafkaBroker broker;

    private SharedBroker() {}

    static synchronized KafkaBroker get() {
        if (broker == null) {
            try {
                Path folder = Files.createTempDirectory("sluice-broker");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
                broker = KafkaBroker.start(folder);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
        return broker;
    }

    private static void remove(Path folder) {
        try {
            if (broker != null) {
                broker.kill();
            }
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
            }
        } catch (InterruptedException | IOException left) {
            System.err.println("left behind: " + folder);
        }
    }
}
