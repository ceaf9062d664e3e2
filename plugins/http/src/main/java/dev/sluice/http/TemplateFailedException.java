package dev.sluice.http;

/** A template that gives nothing for an event. Without a stack trace: the fault is in the settings, and many events may meet it. */
final class TemplateFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TemplateFailedException(String message) {
        super(message, null, false, false);
    }
}
