package dev.sluice.testkit.contract.good;

import static dev.sluice.testkit.customerio.WebhookBuilder.aWebhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.testkit.contract.DestinationContract;
import dev.sluice.testkit.sandbox.Sandbox;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;

/** A plugin that does nothing wrong passes, so that what fails elsewhere fails for its flaw. */
class GoodContractTest extends DestinationContract {

    @Override
    protected DestinationPlugin plugin() {
        return new GoodPlugin();
    }

    @Override
    protected Optional<Sandbox> sandbox(Vertx vertx, ObjectNode settings) {
        return Optional.of(new GoodSandbox(vertx, settings.path("token").asText()));
    }

    @Override
    protected List<ObjectNode> exampleWebhooks() {
        return List.of(aWebhook().push().clicked().onDevice("a-token").node());
    }
}
