package com.example.ndjson;

import dev.sluice.testkit.sandbox.Sandbox;
import io.vertx.core.Vertx;

/** A collector that runs in tests. */
final class CollectorSandbox extends Sandbox {

    private static final int MAX_KEPT = 10_000;

    CollectorSandbox(Vertx vertx, String token) {
        super(vertx, "collector", 0, MAX_KEPT, new CollectorRules(token));
    }
}
