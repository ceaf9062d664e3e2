package dev.sluice.lane.deliver;

import dev.sluice.config.SecretValues;
import dev.sluice.spi.Answer;
import dev.sluice.spi.Fate;

/** Cuts secrets out of an answer's words before anyone logs, stores or shows them. */
final class AnswerRedaction {

    private final SecretValues secrets;

    AnswerRedaction(SecretValues secrets) {
        this.secrets = secrets;
    }

    Answer redact(Answer answer) {
        if (answer instanceof Answer.Delivered delivered) {
            return new Answer.Delivered(delivered.remark().map(secrets::redact));
        } else if (answer instanceof Answer.Sorted sorted) {
            return new Answer.Sorted(sorted.fates().stream().map(this::redact).toList());
        } else if (answer instanceof Answer.TooLarge tooLarge) {
            return new Answer.TooLarge(secrets.redact(tooLarge.reason()));
        } else if (answer instanceof Answer.Refused refused) {
            return new Answer.Refused(secrets.redact(refused.reason()));
        } else if (answer instanceof Answer.Unavailable unavailable) {
            return new Answer.Unavailable(secrets.redact(unavailable.reason()), unavailable.retryAfter());
        } else if (answer instanceof Answer.SlowDown slowDown) {
            return new Answer.SlowDown(secrets.redact(slowDown.reason()), slowDown.pause());
        } else if (answer instanceof Answer.Misconfigured misconfigured) {
            return new Answer.Misconfigured(secrets.redact(misconfigured.reason()), misconfigured.remedy());
        }
        throw new IllegalStateException("an unknown kind of answer: " + answer.getClass());
    }

    private Fate redact(Fate fate) {
        return fate instanceof Fate.Rejected rejected
                ? new Fate.Rejected(rejected.reason(), secrets.redact(rejected.detail()))
                : fate;
    }
}
