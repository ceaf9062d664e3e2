package dev.sluice.journal;

/**
 * How far a file is taken in. Every part counts from the start of the file and only grows.
 *
 * @param bytes of the file's text, uncompressed; what lies before is in the journal, or was refused
 * @param lines line ends in these bytes, so that a later line can be named by its number
 * @param events that these bytes brought
 * @param refused values in these bytes that are no events
 */
public record ImportPosition(long bytes, long lines, long events, long refused) {

    /** Nothing is taken in yet. */
    public static final ImportPosition START = new ImportPosition(0, 0, 0, 0);

    public ImportPosition {
        if (bytes < 0 || lines < 0 || events < 0 || refused < 0) {
            throw new IllegalArgumentException(
                    "a position counts from the start of a file, so nothing of it is below 0");
        }
    }
}
