package dev.sluice.journal;

/** The journal can't be reached now; it tells itself when it is lost and when it is back. */
public final class JournalUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public JournalUnavailableException(String message) {
        super(message);
    }
}
