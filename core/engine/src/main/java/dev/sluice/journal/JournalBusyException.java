package dev.sluice.journal;

/** More waits to be written than the journal holds in memory; soon there is room again. */
public final class JournalBusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public JournalBusyException(String message) {
        super(message);
    }
}
