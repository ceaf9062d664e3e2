package dev.sluice.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.spi.Identity;
import dev.sluice.spi.MappedEvent;
import dev.sluice.testkit.contract.DestinationContract;
import dev.sluice.testkit.http.BodyForm;
import dev.sluice.testkit.http.EndpointOptions;
import dev.sluice.testkit.http.HttpSandbox;
import dev.sluice.testkit.sandbox.Sandbox;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class HttpContractTest extends DestinationContract {

    @Override
    protected DestinationPlugin plugin() {
        return new HttpPlugin();
    }

    @Override
    protected Optional<Sandbox> sandbox(Vertx vertx, ObjectNode settings) {
        List<String> secrets = new ArrayList<>();
        settings.path("signingSecrets").forEach(secret -> secrets.add(secret.asText()));
        JsonNode field = settings.path("arrayField");
        EndpointOptions options = EndpointOptions.taking(new BodyForm.Array(Optional.of(field.asText())))
                .withId("/id")
                .withHeader(
                        "Authorization", settings.at("/headers/Authorization").asText())
                .signedWith(secrets);
        return Optional.of(new HttpSandbox(vertx, options));
    }

    @Override
    protected void pointAt(Sandbox sandbox, ObjectNode settings) {
        settings.put("url", sandbox.uri("/customerio?source=sluice").toString());
    }

    /** Sent is what stands in the mapped event's only field. */
    @Override
    protected byte[] inRequest(byte[] json) {
        return HttpMapping.body(new MappedEvent("any", json, Identity.NOBODY));
    }

    @Override
    protected boolean answersWithPages() {
        return true;
    }
}
