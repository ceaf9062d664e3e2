package dev.sluice.testkit.sandbox;

import java.util.function.Supplier;

/** Turns a fault into what the server does. */
final class FaultyReaction {

    private FaultyReaction() {}

    /**
     * @param upload without events where the request could not be read
     * @param usual takes the request in by the rules; not called where the fault comes before
     */
    static Reaction to(Fault fault, Upload upload, Supplier<Reply> usual) {
        if (fault instanceof Fault.Answers answers) {
            return new Reaction.Respond(answers.reply());
        } else if (fault instanceof Fault.AnswersAfterIngest answers) {
            usual.get();
            return new Reaction.Respond(answers.reply());
        } else if (fault instanceof Fault.AnswersAbout answers) {
            return new Reaction.Respond(answers.about().apply(upload));
        } else if (fault instanceof Fault.ClosesBeforeIngest) {
            return new Reaction.Close();
        } else if (fault instanceof Fault.ClosesAfterIngest) {
            usual.get();
            return new Reaction.Close();
        } else if (fault instanceof Fault.Drips drips) {
            return new Reaction.Drip(usual.get(), drips.betweenBytes());
        } else if (fault instanceof Fault.Truncates) {
            return new Reaction.Respond(half(usual.get()));
        } else {
            return new Reaction.Hang();
        }
    }

    private static Reply half(Reply reply) {
        String body = reply.body();
        return new Reply(reply.status(), reply.contentType(), body.substring(0, body.length() / 2), reply.retryAfter());
    }
}
