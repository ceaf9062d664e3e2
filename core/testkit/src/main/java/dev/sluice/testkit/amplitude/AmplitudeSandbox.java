package dev.sluice.testkit.amplitude;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.sandbox.Sandbox;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Optional;
import java.util.function.Predicate;

/** Takes uploads as Amplitude does. For any thread. */
public final class AmplitudeSandbox extends Sandbox {

    private final AmplitudeRules rules;

    public AmplitudeSandbox(Vertx vertx, SandboxOptions options) {
        this(vertx, options, new AmplitudeRules(options));
    }

    private AmplitudeSandbox(Vertx vertx, SandboxOptions options, AmplitudeRules rules) {
        super(vertx, "Amplitude", options.host(), options.port(), options.maxKept(), rules);
        this.rules = rules;
    }

    /** Of the batch event upload API, once started. */
    public URI batchUri() {
        return uri(Endpoint.BATCH.path);
    }

    /** The same for senders that reach this machine at another address. */
    public URI batchUri(String address) {
        return uri(address, Endpoint.BATCH.path);
    }

    /** Of the HTTP V2 API, once started. */
    public URI httpApiUri() {
        return uri(Endpoint.HTTP_API.path);
    }

    /** Refuses requests with such an event, in a 400 that names no event. The predicate must be quick and change nothing. */
    public void poisonUnnamed(Predicate<? super ObjectNode> event) {
        rules.poison(new Poison(event, Optional.empty()));
    }

    /** Refuses requests with such an event, in a 400 that names it for this field. */
    public void poisonNamed(String field, Predicate<? super ObjectNode> event) {
        rules.poison(new Poison(event, Optional.of(field)));
    }

    /** Ends all faults and poisons. */
    @Override
    public void mend() {
        super.mend();
        rules.mend();
    }
}
