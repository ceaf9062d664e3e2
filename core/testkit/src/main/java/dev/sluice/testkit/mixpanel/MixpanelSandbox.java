package dev.sluice.testkit.mixpanel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.sandbox.Sandbox;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.util.function.Predicate;

/** Takes imports as Mixpanel does. For any thread. */
public final class MixpanelSandbox extends Sandbox {

    private static final int MAX_KEPT = 100_000;

    private final MixpanelRules rules;

    /** On a free port, by the system's clock. */
    public MixpanelSandbox(Vertx vertx, MixpanelProject project) {
        this(vertx, project, Clock.systemUTC());
    }

    /** @param clock tells which times lie in the future */
    public MixpanelSandbox(Vertx vertx, MixpanelProject project, Clock clock) {
        this(vertx, new MixpanelRules(project, clock, MAX_KEPT));
    }

    private MixpanelSandbox(Vertx vertx, MixpanelRules rules) {
        super(vertx, "Mixpanel", 0, MAX_KEPT, rules);
        this.rules = rules;
    }

    /** Of the Import API, once started. */
    public URI importUri() {
        return uri(ImportReader.PATH);
    }

    /** Lets such events fail validation for this field, while the others of a request are taken in. The predicate must be quick. */
    public void poison(String field, Predicate<? super ObjectNode> event) {
        rules.poison(new Poison(field, event));
    }

    /** Ends all faults and poisons. */
    @Override
    public void mend() {
        super.mend();
        rules.mend();
    }
}
