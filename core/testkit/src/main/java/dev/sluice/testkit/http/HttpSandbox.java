package dev.sluice.testkit.http;

import dev.sluice.testkit.sandbox.Sandbox;
import io.vertx.core.Vertx;

/** Takes webhooks at any path, as a careful endpoint does. For any thread. */
public final class HttpSandbox extends Sandbox {

    public HttpSandbox(Vertx vertx, EndpointOptions options) {
        super(vertx, "HTTP", options.port(), options.maxKept(), new EndpointRules(options));
    }
}
