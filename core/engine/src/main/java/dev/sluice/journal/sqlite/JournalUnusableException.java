package dev.sluice.journal.sqlite;

/** The journal's file can't be opened; the message says why and what to do. */
public final class JournalUnusableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JournalUnusableException(String message) {
        super(message);
    }

    JournalUnusableException(String message, Throwable cause) {
        super(message, cause);
    }
}
