package dev.sluice.journal;

/**
 * Moves the position of an import together with the events it brings, so that a batch that is sent again is refused and no line is
 * lost or stored twice.
 *
 * @param name identifies the file by what is in it; at most {@value #MAX_NAME_LENGTH} characters
 * @param from the stored position, in bytes; 0 for a file that is not known yet
 * @param to the position afterwards, beyond {@code from}
 */
public record ImportMark(String name, long from, ImportPosition to) {

    /** Room for any digest in hexadecimal. */
    public static final int MAX_NAME_LENGTH = 128;

    public ImportMark {
        if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
            throw new IllegalArgumentException("the name of an import has 1 to " + MAX_NAME_LENGTH + " characters");
        }
        if (from < 0 || to.bytes() <= from) {
            throw new IllegalArgumentException(
                    "an import moves forward; it can't go from " + from + " to " + to.bytes());
        }
    }
}
