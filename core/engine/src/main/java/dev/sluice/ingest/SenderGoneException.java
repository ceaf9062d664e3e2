package dev.sluice.ingest;

/** The sender went away before its body was complete: nothing was promised, and it comes again. */
final class SenderGoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SenderGoneException() {
        super("the sender went away", null, false, false);
    }
}
