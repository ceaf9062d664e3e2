package dev.sluice.journal;

/** The journal can't be opened as it is; the message says what to do. */
public final class JournalUnusableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public JournalUnusableException(String message) {
        super(message);
    }

    public JournalUnusableException(String message, Throwable cause) {
        super(message, cause);
    }
}
