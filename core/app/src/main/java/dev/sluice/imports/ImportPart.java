package dev.sluice.imports;

/**
 * One value of a file: an event, or what could not be taken for one.
 *
 * @param json the event's bytes as they stand in the file; empty where it is refused
 * @param line the number of the line it begins on, from 1
 * @param endBytes where it ends in the file's text, uncompressed
 * @param endLines line ends up to there
 * @param reason why it is refused; empty where it is not
 */
public record ImportPart(byte[] json, long line, long endBytes, long endLines, String reason) {

    /** Whether it is no event. */
    public boolean isRefused() {
        return !reason.isEmpty();
    }
}
