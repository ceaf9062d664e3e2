package dev.sluice.journal;

/** The journal or the reader was closed. */
public final class JournalClosedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public JournalClosedException(String message) {
        super(message);
    }
}
