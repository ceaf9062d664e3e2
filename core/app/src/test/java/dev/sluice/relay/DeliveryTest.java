package dev.sluice.relay;

import static dev.sluice.relay.RunningRelay.LIMIT;
import static dev.sluice.relay.RunningRelay.destination;
import static dev.sluice.relay.RunningRelay.ids;
import static dev.sluice.relay.RunningRelay.webhooks;
import static dev.sluice.testkit.customerio.WebhookBuilder.aWebhook;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.customerio.WebhookBuilder;
import dev.sluice.testkit.customerio.Webhooks;
import dev.sluice.testkit.sandbox.Fault;
import dev.sluice.testkit.sandbox.SandboxRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real pipeline against the sandbox, over HTTP. */
class DeliveryTest {

    @TempDir
    private Path folder;

    @Test
    void everyDocumentedEventArrivesOnce() throws Exception {
        try (RunningRelay relay = new RunningRelay(folder).start("")) {
            List<ObjectNode> all =
                    Webhooks.ofIdentifiedPeople(1, RunningRelay.START).all();
            relay.post(all);
            relay.sandbox.awaitIngested(69, LIMIT);
            relay.awaitSettled("amplitude");

            assertThat(relay.arrived()).isEqualTo(ids(all));
            assertThat(relay.sandbox.events()).hasSize(69);
            assertThat(relay.sandbox.duplicates()).isEmpty();
            assertThat(relay.events("amplitude", "delivered")).isEqualTo(69);
        }
    }

    @Test
    void theHttpApiAndCompressionWorkTheSame() throws Exception {
        try (RunningRelay relay = new RunningRelay(folder)) {
            relay.startWith(
                    destination("amplitude", relay.sandbox.httpApiUri(), ",\"api\":\"http\",\"gzip\":true", ""));
            relay.post(webhooks(120));
            relay.sandbox.awaitIngested(120, LIMIT);

            assertThat(relay.sandbox.requests())
                    .allMatch(request -> request.path().equals("/2/httpapi"));
        }
    }

    @Test
    void eventsAreFilteredByNameAndConditionWithACountedReason() throws Exception {
        try (RunningRelay relay = new RunningRelay(folder)
                .start(",\"filter\":{\"events\":[\"email.*\"],\"when\":\"data.campaign_id != 3\"}")) {
            relay.post(campaign(4).withEventId("wanted").json());
            relay.post(campaign(3).withEventId("unwanted").json());
            relay.post(campaign(4).withEventId("unselected").sms().json());
            relay.post(aWebhook()
                    .withEventId("undecided")
                    .without("/data/campaign_id")
                    .json());
            relay.post(campaign(4)
                    .withEventId("nobody")
                    .without("/data/identifiers")
                    .without("/data/customer_id")
                    .json());
            relay.awaitSettled("amplitude");

            assertThat(relay.arrived()).containsExactly("undecided", "wanted");
            assertThat(relay.filtered("when")).isEqualTo(1);
            assertThat(relay.filtered("events")).isEqualTo(1);
            assertThat(relay.filtered("no-identity")).isEqualTo(1);
            assertThat(relay.filtered("filter-error")).isEqualTo(1);
            assertThat(relay.events("amplitude", "filtered")).isEqualTo(3);
        }
    }

    private static WebhookBuilder campaign(int id) {
        return aWebhook().with("/data/campaign_id", IntNode.valueOf(id));
    }

    @Test
    void aDestinationThatHangsHoldsUpNoOther() throws Exception {
        try (RunningRelay hanging = new RunningRelay(folder.resolve("other"));
                RunningRelay relay = new RunningRelay(folder)) {
            hanging.sandbox.failAlways(Fault.hangs());
            relay.startWith(
                    destination("hangs", hanging.sandbox.batchUri(), "", ",\"delivery\":{\"timeoutMillis\":500}"),
                    destination("works", relay.sandbox.batchUri(), "", ""));
            List<ObjectNode> sent = webhooks(500);
            relay.post(sent);
            relay.awaitSettled("works");

            assertThat(relay.arrived()).isEqualTo(ids(sent));
            assertThat(relay.events("hangs", "delivered")).isZero();
            hanging.sandbox.mend();
        }
    }

    @Test
    void aRestartGoesOnWhereItStood() throws Exception {
        try (RunningRelay relay = new RunningRelay(folder).start("")) {
            relay.sandbox.failAlways(Fault.json(503, "down"));
            List<ObjectNode> sent = webhooks(200);
            relay.post(sent.subList(0, 100));
            relay.stop();

            relay.sandbox.mend();
            relay.restart();
            relay.post(sent.subList(100, 200));
            relay.awaitSettled("amplitude");

            assertThat(relay.arrived()).isEqualTo(ids(sent));
            assertThat(relay.sandbox.duplicates()).isEmpty();
        }
    }

    @Test
    void stoppingDeliversWhatHasGathered() throws Exception {
        try (RunningRelay relay = new RunningRelay(folder).start(",\"batch\":{\"lingerMillis\":60000}")) {
            List<ObjectNode> sent = webhooks(20);
            relay.post(sent);
            RunningRelay.awaitTrue(
                    "read", () -> relay.relay().lanes().get(0).status().oldestUnsettledMillis() != 0);
            relay.stop();

            assertThat(relay.arrived()).isNotEmpty().isSubsetOf(ids(sent));
        }
    }

    @Test
    void requestsKeepToTheBatchLimits() throws Exception {
        try (RunningRelay relay = new RunningRelay(folder)
                .start(",\"batch\":{\"maxEvents\":7,\"maxBytes\":\"4KiB\",\"lingerMillis\":20}")) {
            relay.post(webhooks(100));
            relay.sandbox.awaitIngested(100, LIMIT);

            List<SandboxRequest> requests = new ArrayList<>(relay.sandbox.requests());
            assertThat(requests).allMatch(request -> request.events() <= 7);
            assertThat(requests).allMatch(request -> request.bytes() <= 4096 || request.events() == 1);
        }
    }

    @Test
    void whatIngestCannotReadIsKeptWithItsBytes() {
        try (RunningRelay relay = new RunningRelay(folder).start("")) {
            assertThat(relay.post("{\"event_id\": broken").body()).isEqualTo("{\"accepted\":0,\"quarantined\":1}");
            assertThat(relay.deadLetters("ingest", "reason || ' ' || CAST(original AS TEXT)"))
                    .containsExactly("broken-json {\"event_id\": broken");
        }
    }

    @Test
    void aSecondCopyIsNotSentWhereADedupeWindowIsConfigured() throws Exception {
        try (RunningRelay relay = new RunningRelay(folder)
                .withIngest("\"dedupeWindowEvents\":100")
                .start("")) {
            List<ObjectNode> sent = webhooks(5);
            relay.post(sent);
            relay.awaitSettled("amplitude");
            relay.stop();
            relay.restart();
            relay.post(sent);
            relay.awaitSettled("amplitude");

            assertThat(relay.relay().journal().status().endOffsets()).containsEntry(0, 5L);
            assertThat(relay.sandbox.duplicates()).isEmpty();
        }
    }
}
