package dev.sluice.tls;

import dev.sluice.file.FileStamp;
import java.nio.file.Path;

/**
 * Where a certificate and its key are.
 *
 * @param certificate a PEM file with the certificate, followed by those that vouch for it
 * @param key a PEM file with its private key, without a passphrase
 */
public record CertificateFiles(Path certificate, Path key) {

    /**
     * Reads both files. Blocks.
     *
     * @throws UnusableCertificateException where one of them can't be read, or they don't go together
     */
    public ServerCertificate read() {
        return ServerCertificate.of(
                PemFile.read(certificate, "certificate", UnusableCertificateException::certificate),
                PemFile.read(key, "private key", UnusableCertificateException::key));
    }

    /** What tells the files as they are now from how they were before. Blocks. */
    FileStamps stamps() {
        return new FileStamps(FileStamp.of(certificate), FileStamp.of(key));
    }
}
