package dev.sluice.testkit.amplitude;

/** Tells that a request gets an answer before its events are looked at. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    RefusedException(Reply reply) {
        super(reply.body(), null, false, false);
        this.reply = reply;
    }

    Reply reply() {
        return reply;
    }
}
