package dev.sluice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file named on the command line, or standard input for {@code -}. */
final class InputFile {

    /** What is read at once is held in memory; larger files are imported, not previewed. */
    private static final int MAX_BYTES = 256 << 20;

    private InputFile() {}

    static byte[] read(String name) throws IOException {
        try (InputStream in = name.equals("-") ? System.in : Files.newInputStream(Path.of(name))) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException(name + " has more than " + (MAX_BYTES >> 20) + " MiB; split it");
            }
            return bytes;
        } catch (NoSuchFileException missing) {
            throw new IOException("there is no file " + name, missing);
        }
    }
}
