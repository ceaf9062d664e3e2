package dev.sluice.journal.sqlite;

/** Stored bytes are not the ones that were written; the message names the offsets. */
public final class JournalCorruptException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JournalCorruptException(String message) {
        super(message);
    }
}
