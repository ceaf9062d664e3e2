package dev.sluice.tls;

import dev.sluice.file.FileStamp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Where a server's certificate is.
 *
 * @param certificate a PEM file with the certificate, followed by those that vouch for it
 * @param key a PEM file with its private key, without a passphrase
 */
public record CertificateFiles(Path certificate, Path key) {

    /** Longer than any chain of certificates; a file is read into memory. */
    private static final int MAX_BYTES = 1 << 20;

    /**
     * Reads both files. Blocks.
     *
     * @throws UnusableCertificateException where one of them can't be read, or they don't go together
     */
    public ServerCertificate read() {
        return ServerCertificate.of(
                bytes(certificate, "certificate", UnusableCertificateException::certificate),
                bytes(key, "private key", UnusableCertificateException::key));
    }

    /** What tells the files as they are now from how they were before. Blocks. */
    FileStamps stamps() {
        return new FileStamps(FileStamp.of(certificate), FileStamp.of(key));
    }

    private static byte[] bytes(Path file, String what, Function<String, UnusableCertificateException> unusable) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw unusable.apply("is over 1MiB, too long for a " + what + "; name the right file");
            }
            return bytes;
        } catch (NoSuchFileException absent) {
            throw unusable.apply("names no file; write the " + what + " there, or name the file that it is in");
        } catch (AccessDeniedException refused) {
            throw unusable.apply("may not be read by this user; change the file's owner or its mode");
        } catch (IOException unreadable) {
            throw unusable.apply("can't be read; name a PEM file with the " + what);
        }
    }
}
