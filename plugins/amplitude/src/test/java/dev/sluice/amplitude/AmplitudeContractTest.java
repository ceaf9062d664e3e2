package dev.sluice.amplitude;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.testkit.amplitude.AmplitudeSandbox;
import dev.sluice.testkit.amplitude.SandboxOptions;
import dev.sluice.testkit.contract.DestinationContract;
import dev.sluice.testkit.sandbox.Sandbox;
import io.vertx.core.Vertx;
import java.util.Optional;

class AmplitudeContractTest extends DestinationContract {

    @Override
    protected DestinationPlugin plugin() {
        return new AmplitudePlugin();
    }

    @Override
    protected Optional<Sandbox> sandbox(Vertx vertx, ObjectNode settings) {
        String key = settings.path("apiKey").asText();
        return Optional.of(new AmplitudeSandbox(vertx, SandboxOptions.forApiKey(key)));
    }
}
