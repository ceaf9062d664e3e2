package dev.sluice.journal;

/** There is no room in the journal; it takes events again when some are settled. */
public final class JournalFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public JournalFullException(String message) {
        super(message);
    }
}
