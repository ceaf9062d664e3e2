package dev.sluice.journal;

/** An import's batch does not begin where the import stands: it is stored already, or another one moved the position meanwhile. */
public final class ImportMovedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long bytes;

    /** @param bytes where the import stands */
    public ImportMovedException(ImportMark refused, long bytes) {
        super("the import stands at byte " + bytes + ", and the batch begins at byte " + refused.from());
        this.bytes = bytes;
    }

    /** Where the import stands. */
    public long bytes() {
        return bytes;
    }
}
