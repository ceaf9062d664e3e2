package dev.sluice.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A private copy of a jar, so that whatever becomes of the file, the classes that were loaded of it stay whole.
 *
 * @param file the copy; goes with the process where it is not deleted before
 * @param digest tells the content from any other
 */
record JarCopy(Path file, String digest) {

    static JarCopy of(Path jar) throws IOException {
        Path copy = Files.createTempFile("sluice-plugin-", ".jar");
        copy.toFile().deleteOnExit();
        MessageDigest sha256 = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(jar), sha256)) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unreadable) {
            Files.deleteIfExists(copy);
            throw unreadable;
        }
        return new JarCopy(copy, HexFormat.of().formatHex(sha256.digest()));
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException inUse) {
            // It goes with the process.
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
