package com.example.ndjson;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.testkit.contract.DestinationContract;
import dev.sluice.testkit.sandbox.Sandbox;
import io.vertx.core.Vertx;
import java.util.Optional;

class NdjsonContractTest extends DestinationContract {

    @Override
    protected DestinationPlugin plugin() {
        return new NdjsonPlugin();
    }

    @Override
    protected Optional<Sandbox> sandbox(Vertx vertx, ObjectNode settings) {
        return Optional.of(new CollectorSandbox(vertx, settings.path("token").asText()));
    }
}
