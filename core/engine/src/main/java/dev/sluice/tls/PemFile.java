package dev.sluice.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.function.Function;

/** What a PEM file holds. */
final class PemFile {

    /** Longer than any chain of certificates; a file is read into memory. */
    private static final int MAX_BYTES = 1 << 20;

    private PemFile() {}

    /** @param what the file should hold; blocks */
    static byte[] read(Path file, String what, Function<String, UnusableCertificateException> unusable) {
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

    /** The first of a file's certificates. */
    static X509Certificate certificate(byte[] pem) {
        try {
            return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                    .map(X509Certificate.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new CertificateException("none"));
        } catch (CertificateException | ClassCastException unreadable) {
            throw UnusableCertificateException.certificate(
                    "holds no certificate in PEM form; name a file that begins with -----BEGIN CERTIFICATE-----");
        }
    }
}
