package dev.sluice.testkit.sandbox;

/** Tells that a request gets an answer before its events are looked at. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    /** @param reply what is answered */
    public RefusedException(Reply reply) {
        super(reply.body(), null, false, false);
        this.reply = reply;
    }

    /** What is answered. */
    public Reply reply() {
        return reply;
    }
}
