package dev.sluice.plugin;

/** A jar can't be used; the message is the reason of a {@link BrokenJar}. */
final class BrokenJarException extends Exception {

    private static final long serialVersionUID = 1L;

    BrokenJarException(String reason) {
        super(reason);
    }
}
