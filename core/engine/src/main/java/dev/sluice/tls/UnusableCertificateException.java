package dev.sluice.tls;

import java.nio.file.Path;

/**
 * A certificate or its key can't be used. The message goes on from the file's name, says what would be right, and tells nothing of
 * what the file holds.
 */
public final class UnusableCertificateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean inKey;

    private UnusableCertificateException(boolean inKey, String message) {
        super(message, null, false, false);
        this.inKey = inKey;
    }

    static UnusableCertificateException certificate(String message) {
        return new UnusableCertificateException(false, message);
    }

    static UnusableCertificateException key(String message) {
        return new UnusableCertificateException(true, message);
    }

    /** Whether it is the key's file that has to be mended, not the certificate's. */
    public boolean isInKey() {
        return inKey;
    }

    /** What to mend and where, for a pair of files. {@code section} has them in the configuration, as in {@code /ingest/tls}. */
    public String sentence(String section, CertificateFiles files) {
        return inKey
                ? sentence(section + "/key", files.key())
                : sentence(section + "/certificate", files.certificate());
    }

    /** The same for one file, with its place in the configuration. */
    public String sentence(String place, Path file) {
        return place + ": \"" + file + "\" " + getMessage();
    }
}
