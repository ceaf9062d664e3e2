package dev.sluice.journal.sqlite;

/** Stored bytes are not the ones that were written; the message names the offsets. */
final class JournalCorruptException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Row row;

    /** The row as it was found. */
    record Row(long firstOffset, int count, byte[] payload) {

        String offsets() {
            return count == 1 ? "event " + firstOffset : "events " + firstOffset + " to " + (firstOffset + count - 1);
        }
    }

    JournalCorruptException(Row row, String what) {
        super(row.offsets() + " of the journal " + (row.count == 1 ? "is" : "are") + " damaged: " + what);
        this.row = row;
    }

    Row row() {
        return row;
    }
}
