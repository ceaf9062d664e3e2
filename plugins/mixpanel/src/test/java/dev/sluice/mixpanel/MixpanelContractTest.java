package dev.sluice.mixpanel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.testkit.contract.DestinationContract;
import dev.sluice.testkit.mixpanel.MixpanelProject;
import dev.sluice.testkit.mixpanel.MixpanelSandbox;
import dev.sluice.testkit.sandbox.Sandbox;
import io.vertx.core.Vertx;
import java.util.Optional;

class MixpanelContractTest extends DestinationContract {

    @Override
    protected DestinationPlugin plugin() {
        return new MixpanelPlugin();
    }

    @Override
    protected Optional<Sandbox> sandbox(Vertx vertx, ObjectNode settings) {
        MixpanelProject project = MixpanelProject.withServiceAccount(
                settings.path("projectId").asText(),
                settings.path("serviceAccountUsername").asText(),
                settings.path("serviceAccountSecret").asText());
        return Optional.of(new MixpanelSandbox(vertx, project));
    }
}
