package dev.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that a command works in and leaves nothing of. */
final class TemporaryFolder {

    private TemporaryFolder() {}

    /** Removes it with all that is in it; says so on standard error where that can't be done. */
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException remains) {
            System.err.println("sluice: " + folder + " could not be removed: " + remains.getMessage());
        }
    }
}
