package dev.sluice.tls;

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
}
