package dev.sluice.posthog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.testkit.contract.DestinationContract;
import dev.sluice.testkit.posthog.PostHogSandbox;
import dev.sluice.testkit.sandbox.Sandbox;
import io.vertx.core.Vertx;
import java.util.Optional;

class PostHogContractTest extends DestinationContract {

    @Override
    protected DestinationPlugin plugin() {
        return new PostHogPlugin();
    }

    @Override
    protected Optional<Sandbox> sandbox(Vertx vertx, ObjectNode settings) {
        return Optional.of(
                new PostHogSandbox(vertx, settings.path("projectApiKey").asText()));
    }
}
