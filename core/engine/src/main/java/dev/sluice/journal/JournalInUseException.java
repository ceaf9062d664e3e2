package dev.sluice.journal;

/** Another process has the journal. */
public final class JournalInUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public JournalInUseException(String message) {
        super(message);
    }
}
