package dev.sluice.relay;

import static dev.sluice.relay.RunningRelay.LIMIT;
import static dev.sluice.relay.RunningRelay.destination;
import static dev.sluice.testkit.customerio.WebhookBuilder.aWebhook;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.lane.LaneStatus.Condition;
import dev.sluice.testkit.amplitude.Fault;
import dev.sluice.testkit.amplitude.SandboxLimits;
import dev.sluice.testkit.amplitude.SandboxRequest;
import dev.sluice.testkit.customerio.WebhookBuilder;
import dev.sluice.testkit.customerio.Webhooks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real pipeline against the sandbox, over HTTP. */
class DeliveryTest {

    private static final Instant START = Instant.parse("2026-10-01T12:00:00Z");

    @TempDir
    private Path folder;

    private static List<ObjectNode> webhooks(int count) {
        Webhooks webhooks = Webhooks.ofIdentifiedPeople(7, START);
        return Stream.generate(webhooks::next).limit(count).toList();
    }

    private static Set<String> ids(List<ObjectNode> webhooks) {
        return webhooks.stream()
                .map(webhook -> webhook.path("event_id").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> arrived(RunningRelay relay) {
        return relay.sandbox.events().stream()
                .map(event -> event.path("insert_id").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyDocumentedEventArrivesOnce() throws Exception {
        try (RunningRelay relay = new RunningRelay(folder).start("")) {
            List<ObjectNode> all = Webhooks.ofIdentifiedPeople(1, START).all();
            relay.post(all);
            relay.sandbox.awaitIngested(69, LIMIT);
            relay.awaitSettled("amplitude");

            assertThat(arrived(relay)).isEqualTo(ids(all));
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

            assertThat(arrived(relay)).containsExactly("undecided", "wanted");
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

    static Stream<Fault> passingFaults() {
        return Stream.of(
                Fault.json(500, "oops"),
                Fault.json(502, "oops"),
                Fault.json(503, "oops"),
                Fault.json(504, "oops"),
                Fault.json(408, "oops"),
                Fault.html(502),
                Fault.html(503),
                Fault.html(200),
                Fault.plain(503, "later").retryAfter(Duration.ofSeconds(1)),
                Fault.plain(429, "later").retryAfter(Duration.ofSeconds(1)),
                Fault.json(413, "Payload too large"),
                Fault.json(504, "oops").afterIngest(),
                Fault.closesBeforeIngest(),
                Fault.closesAfterIngest(),
                Fault.hangs(),
                Fault.drips(Duration.ofMillis(100)),
                Fault.truncatesJson());
    }

    @ParameterizedTest
    @MethodSource("passingFaults")
    void noEventIsLostToAFaultThatPasses(Fault fault) throws Exception {
        try (RunningRelay relay =
                new RunningRelay(folder).start(",\"delivery\":{\"timeoutMillis\":400,\"concurrency\":2}")) {
            relay.sandbox.failNext(fault, fault);
            List<ObjectNode> sent = webhooks(60);
            relay.post(sent);
            relay.awaitSettled("amplitude");

            assertThat(arrived(relay)).isEqualTo(ids(sent));
            assertThat(relay.sandbox.events()).hasSize(60);
            assertThat(relay.deadLetters("amplitude", "reason")).isEmpty();
        }
    }

    @Test
    void theEventsThatAmplitudeNamesBecomeDeadLettersAndTheOthersArrive() throws Exception {
        try (RunningRelay relay = new RunningRelay(folder).start("")) {
            relay.sandbox.failNext(Fault.refusesFirstEvent());
            List<ObjectNode> sent = webhooks(40);
            relay.post(sent);
            relay.awaitSettled("amplitude");

            assertThat(relay.deadLetters("amplitude", "reason")).containsExactly("invalid-field");
            assertThat(relay.deadLetters("amplitude", "detail"))
                    .allMatch(detail -> detail.startsWith("event_properties: "));
            Set<String> all = arrived(relay);
            all.addAll(relay.deadLetters("amplitude", "event_id"));
            assertThat(all).isEqualTo(ids(sent));
            assertThat(relay.events("amplitude", "dead_lettered")).isEqualTo(1);
        }
    }

    @Test
    void anOffenderThatNobodyNamesIsFoundAndTheOthersArrive() throws Exception {
        try (RunningRelay relay = new RunningRelay(folder).start("")) {
            List<ObjectNode> sent = webhooks(40);
            String offender = sent.get(17).path("event_id").asText();
            relay.sandbox.poisonUnnamed(
                    event -> event.path("insert_id").asText().equals(offender));
            relay.post(sent);
            relay.awaitSettled("amplitude");

            assertThat(relay.deadLetters("amplitude", "event_id || ' ' || reason || ' ' || detail"))
                    .singleElement()
                    .asString()
                    .startsWith(offender + " refused 400 ");
            assertThat(arrived(relay)).hasSize(39);
        }
    }

    @Test
    void anOffenderThatIsAloneIsToldFromABadKey() throws Exception {
        try (RunningRelay relay = new RunningRelay(folder).start("")) {
            relay.sandbox.poisonUnnamed(event -> true);
            relay.post(aWebhook().withEventId("poison").json());
            relay.awaitSettled("amplitude");

            assertThat(relay.deadLetters("amplitude", "event_id")).containsExactly("poison");
        }
    }

    @Test
    void aWrongKeyPausesTheLaneAndItGoesOnWhenMended() throws Exception {
        try (RunningRelay relay = new RunningRelay(folder).start("")) {
            relay.sandbox.failAlways(Fault.invalidApiKey());
            List<ObjectNode> sent = webhooks(30);
            relay.post(sent);
            RunningRelay.awaitTrue(
                    "misconfigured",
                    () -> relay.relay().lanes().get(0).status().state().condition() == Condition.MISCONFIGURED);
            assertThat(relay.relay().lanes().get(0).status().state().remedy()).contains("region us");
            assertThat(relay.relay().lanes().get(0).status().state().toString()).doesNotContain(RunningRelay.API_KEY);

            relay.sandbox.mend();
            relay.awaitSettled("amplitude");

            assertThat(arrived(relay)).isEqualTo(ids(sent));
            assertThat(relay.deadLetters("amplitude", "reason")).isEmpty();
            assertThat(relay.relay().lanes().get(0).status().state().condition())
                    .isEqualTo(Condition.RUNNING);
        }
    }

    @Test
    void thoseOverTheDailyQuotaAndSilencedOnesBecomeDeadLetters() throws Exception {
        SandboxLimits limits = SandboxLimits.DOCUMENTED.withDailyQuota(2).silencing("loud-device");
        try (RunningRelay relay = new RunningRelay(folder, limits).start("")) {
            relay.post("[" + from("modest", "a") + "," + from("greedy", "b") + "," + from("greedy", "c") + "]");
            relay.awaitSettled("amplitude");
            relay.post("[" + from("greedy", "d") + "," + from("modest", "e") + ","
                    + aWebhook()
                            .push()
                            .opened()
                            .withEventId("f")
                            .onDevice("loud-device")
                            .json() + "]");
            relay.awaitSettled("amplitude");

            assertThat(arrived(relay)).containsExactly("a", "b", "c", "e");
            assertThat(relay.deadLetters("amplitude", "event_id || ' ' || reason"))
                    .containsExactlyInAnyOrder("d daily-quota", "f silenced");
        }
    }

    private static String from(String person, String eventId) {
        return aWebhook().withEventId(eventId).forPerson(person).json();
    }

    @Test
    void throttledPeopleWaitWhileTheOthersGoOn() throws Exception {
        try (RunningRelay relay = new RunningRelay(folder).start("")) {
            relay.sandbox.failNext(Fault.throttledUsers());
            relay.post("[" + from("noisy", "a") + "," + from("calm", "b") + "]");
            relay.sandbox.awaitIngested(1, LIMIT);
            relay.post(from("calm", "c"));
            relay.post(from("noisy", "d"));
            relay.sandbox.awaitIngested(2, LIMIT);

            assertThat(arrived(relay)).containsExactly("b", "c");
            assertThat(relay.sandbox.requests())
                    .filteredOn(request -> request.status() == 429)
                    .hasSize(1);
        }
    }

    @Test
    void aDestinationThatHangsHoldsUpNoOther() throws Exception {
        try (RunningRelay hanging = new RunningRelay(folder.resolve("other"));
                RunningRelay relay = new RunningRelay(folder)) {
            hanging.sandbox.failAlways(Fault.hangs());
            relay.startWith(
                    destination("hangs", hanging.sandbox.batchUri(), "", ""),
                    destination("works", relay.sandbox.batchUri(), "", ""));
            List<ObjectNode> sent = webhooks(500);
            relay.post(sent);
            relay.awaitSettled("works");

            assertThat(arrived(relay)).isEqualTo(ids(sent));
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

            assertThat(arrived(relay)).isEqualTo(ids(sent));
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

            assertThat(arrived(relay)).isNotEmpty().isSubsetOf(ids(sent));
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
}
