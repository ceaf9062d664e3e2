package dev.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.http.BodyForm;
import dev.sluice.testkit.http.EndpointOptions;
import dev.sluice.testkit.http.HttpSandbox;
import dev.sluice.testkit.sandbox.Fault;
import dev.sluice.testkit.sandbox.SandboxRequest;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real relay against an endpoint that checks signatures, over HTTP. */
class HttpRelayTest {

    private static final String OLD = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final String NEW = "whsec_ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private HttpSandbox endpoint(EndpointOptions options) {
        HttpSandbox sandbox = new HttpSandbox(vertx, options);
        sandbox.start().await();
        return sandbox;
    }

    private RelayRun relay(HttpSandbox sandbox, int batchEvents, String settings) {
        return new RelayRun(folder, "{'url':'" + sandbox.uri("/in?from=sluice") + "'" + settings + "}", batchEvents);
    }

    @Test
    void everyDocumentedEventArrivesAloneSignedAndUnderItsOwnId() {
        HttpSandbox sandbox =
                endpoint(EndpointOptions.taking(new BodyForm.Single()).signedWith(List.of(NEW)));
        try (RelayRun relay = relay(sandbox, 1, ",'signingSecrets':['" + OLD + "','" + NEW + "']")) {
            List<ObjectNode> sent = RelayRun.everyWebhook();
            relay.deliver(sent);

            assertThat(new TreeSet<>(sandbox.ids())).isEqualTo(RelayRun.ids(sent));
            assertThat(sandbox.events()).hasSize(69);
            assertThat(sandbox.requests())
                    .allMatch(request -> request.events() == 1)
                    .extracting(request -> request.headers().get("webhook-id"))
                    .containsExactlyInAnyOrderElementsOf(RelayRun.ids(sent));
        }
    }

    @Test
    void anEndpointThatKnowsWebhookIdsTakesEachEventOnceWhateverFails() {
        HttpSandbox sandbox = endpoint(EndpointOptions.taking(new BodyForm.Lines())
                .withMethod("PUT")
                .withId("/id")
                .withHeader("Authorization", "Bearer token-0123456789")
                .signedWith(List.of(OLD)));
        sandbox.failNext(
                Fault.closesAfterIngest(),
                Fault.html(504).afterIngest(),
                Fault.plain(429, "slow down").retryAfter(Duration.ofSeconds(1)),
                Fault.json(503, "busy").afterIngest());
        try (RelayRun relay = relay(sandbox, 25, """
                ,'method':'PUT','format':'ndjson','gzip':true,'signingSecrets':['%s'],
                'headers':{'Authorization':'Bearer token-0123456789'},
                'body':'{\\u0027id\\u0027: event_id, \\u0027name\\u0027: object_type + \\u0027.\\u0027 + metric}'""".formatted(OLD))) {
            List<ObjectNode> sent = RelayRun.webhooks(200);
            relay.deliver(sent);

            assertThat(new TreeSet<>(sandbox.ids())).isEqualTo(RelayRun.ids(sent));
            assertThat(sandbox.events()).hasSize(200);
            assertThat(sandbox.duplicates()).isNotEmpty();
            assertThat(relay.deadLetters()).isEmpty();
            assertThat(sandbox.events().get(0).size()).isEqualTo(2);
        }
    }

    @Test
    void anEventOnWhichTheTemplateFailsIsKeptAndTheOthersArrive() {
        HttpSandbox sandbox =
                endpoint(EndpointOptions.taking(new BodyForm.Single()).withId("/value/0"));
        try (RelayRun relay = relay(sandbox, 1, ",'body':'[event_id, data.delivery_id]'")) {
            List<ObjectNode> sent = RelayRun.webhooks(5);
            ((ObjectNode) sent.get(2).path("data")).remove("delivery_id");
            relay.deliver(sent);

            assertThat(sandbox.ids()).hasSize(4);
            assertThat(relay.deadLetters())
                    .containsExactly("mapping-failed: the template in settings.body fails on this event: evaluation"
                            + " error at <input>:15: key 'delivery_id' is not present in map.");
        }
    }

    @Test
    void aStatusThatRejectsMakesADeadLetterOfTheEventAlone() {
        HttpSandbox sandbox = endpoint(EndpointOptions.taking(new BodyForm.Single()));
        sandbox.failNext(Fault.json(422, "no such list"));
        try (RelayRun relay = relay(sandbox, 1, ",'rejected':[422]")) {
            relay.deliver(RelayRun.webhooks(1));

            assertThat(relay.deadLetters()).containsExactly("refused: 422 no such list");
            assertThat(sandbox.requests()).extracting(SandboxRequest::status).containsExactly(422);
        }
    }
}
