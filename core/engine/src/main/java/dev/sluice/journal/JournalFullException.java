package dev.sluice.journal;

/** There is no room in the journal or on its disk, or the disk takes nothing. The message says what to do; then it goes on by itself. */
public final class JournalFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public JournalFullException(String message) {
        super(message);
    }
}
