package dev.sluice.testkit.sandbox;

/** Fewer events than expected reached the sandbox in time; the message tells what did. */
public final class EventsMissingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EventsMissingException(String message) {
        super(message);
    }
}
