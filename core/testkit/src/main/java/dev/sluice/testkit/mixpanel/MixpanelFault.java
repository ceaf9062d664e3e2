package dev.sluice.testkit.mixpanel;

import dev.sluice.testkit.sandbox.Fault;

/** What Mixpanel alone answers when something goes wrong. */
public final class MixpanelFault {

    private MixpanelFault() {}

    /** 429: the project sends too much. */
    public static Fault.Answers rateLimited() {
        return new Fault.Answers(MixpanelReplies.tooMany());
    }

    /** 401, as after a secret was revoked. */
    public static Fault.Answers invalidCredentials() {
        return new Fault.Answers(MixpanelReplies.unauthorized());
    }
}
