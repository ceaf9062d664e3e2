package dev.sluice.relay;

import static dev.sluice.relay.RunningRelay.LIMIT;
import static dev.sluice.relay.RunningRelay.destination;
import static dev.sluice.testkit.customerio.WebhookBuilder.aWebhook;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.lane.LaneStatus.Condition;
import dev.sluice.testkit.amplitude.Fault;
import dev.sluice.testkit.amplitude.ReceivedRequest;
import dev.sluice.testkit.customerio.Webhooks;
import java.nio.file.Path;
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

    @TempDir
    private Path folder;

    private static List<ObjectNode> webhooks(int count) {
        Webhooks webhooks = new Webhooks(7, 1_700_000_000);
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
            List<ObjectNode> all = new Webhooks(1, 1_700_000_000).all();
            relay.post(all);
            relay.sandbox.awaitIngested(69, LIMIT);
            relay.awaitSettled("amplitude");

            assertThat(arrived(relay)).isEqualTo(ids(all));
            assertThat(relay.sandbox.count()).isEqualTo(69);
            assertThat(relay.sandbox.duplicates()).isZero();
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
            relay.post(aWebhook("wanted")
                    .forPerson("u")
                    .with("/data/campaign_id", "4")
                    .json());
            relay.post(aWebhook("unwanted")
                    .forPerson("u")
                    .with("/data/campaign_id", "3")
                    .json());
            relay.post(aWebhook("unselected").of("sms", "sent").forPerson("u").json());
            relay.post(aWebhook("undecided").forPerson("u").json());
            relay.post(aWebhook("nobody").with("/data/campaign_id", "4").json());
            relay.awaitSettled("amplitude");

            assertThat(arrived(relay)).containsExactly("undecided", "wanted");
            assertThat(relay.filtered("when")).isEqualTo(1);
            assertThat(relay.filtered("events")).isEqualTo(1);
            assertThat(relay.filtered("no-identity")).isEqualTo(1);
            assertThat(relay.filtered("filter-error")).isEqualTo(1);
            assertThat(relay.events("amplitude", "filtered")).isEqualTo(3);
        }
    }

    static Stream<Fault> passingFaults() {
        return Stream.of(
                Fault.status(500, "oops"),
                Fault.status(502, "oops"),
                Fault.status(503, "oops"),
                Fault.status(504, "oops"),
                Fault.status(408, "oops"),
                Fault.page(502),
                Fault.page(503),
                Fault.page(200),
                Fault.retryAfter(503, 1),
                Fault.retryAfter(429, 1),
                Fault.status(413, "Payload too large"),
                new Fault.ResetBefore(),
                new Fault.ResetAfter(),
                new Fault.Hangs(),
                new Fault.Drips(),
                new Fault.CutShort());
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
            assertThat(relay.sandbox.count()).isEqualTo(60);
            assertThat(relay.deadLetters("amplitude", "reason")).isEmpty();
        }
    }

    @Test
    void theEventsThatAmplitudeNamesBecomeDeadLettersAndTheOthersArrive() throws Exception {
        try (RunningRelay relay = new RunningRelay(folder).start("")) {
            relay.sandbox.failNext(new Fault.NamesFirst());
            List<ObjectNode> sent = webhooks(40);
            relay.post(sent);
            relay.awaitSettled("amplitude");

            assertThat(relay.deadLetters("amplitude", "reason")).containsExactly("invalid-field");
            assertThat(relay.deadLetters("amplitude", "detail"))
                    .containsExactly("time: Request missing required field");
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
            relay.sandbox.poison(event -> event.path("insert_id").asText().equals(offender));
            relay.post(sent);
            relay.awaitSettled("amplitude");

            assertThat(relay.deadLetters("amplitude", "event_id || ' ' || reason || ' ' || detail"))
                    .containsExactly(offender + " refused 400 Bad Request");
            assertThat(arrived(relay)).hasSize(39);
        }
    }

    @Test
    void anOffenderThatIsAloneIsToldFromABadKey() throws Exception {
        try (RunningRelay relay = new RunningRelay(folder).start("")) {
            relay.sandbox.poison(event -> true);
            relay.post(aWebhook("poison").forPerson("u").json());
            relay.awaitSettled("amplitude");

            assertThat(relay.deadLetters("amplitude", "event_id")).containsExactly("poison");
        }
    }

    @Test
    void aWrongKeyPausesTheLaneAndItGoesOnWhenMended() throws Exception {
        try (RunningRelay relay = new RunningRelay(folder).start("")) {
            relay.sandbox.failAlways(Fault.status(400, "Invalid API key: " + RunningRelay.API_KEY));
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
        try (RunningRelay relay = new RunningRelay(folder).start("")) {
            relay.sandbox.exceedQuota("greedy");
            relay.sandbox.silence("loud-device");
            relay.post("[" + aWebhook("a").forPerson("greedy").json() + ","
                    + aWebhook("b").forPerson("modest").json() + ","
                    + aWebhook("c")
                            .of("push", "opened")
                            .forPerson("x")
                            .onDevice("loud-device", "ios")
                            .json() + "]");
            relay.awaitSettled("amplitude");

            assertThat(arrived(relay)).containsExactly("b");
            assertThat(relay.deadLetters("amplitude", "event_id || ' ' || reason"))
                    .containsExactlyInAnyOrder("a daily-quota", "c silenced");
        }
    }

    @Test
    void throttledPeopleWaitWhileTheOthersGoOn() throws Exception {
        try (RunningRelay relay = new RunningRelay(folder).start("")) {
            relay.sandbox.throttle("noisy");
            relay.post("[" + aWebhook("a").forPerson("noisy").json() + ","
                    + aWebhook("b").forPerson("calm").json() + "]");
            relay.sandbox.awaitIngested(1, LIMIT);
            relay.post(aWebhook("c").forPerson("calm").json());
            relay.post(aWebhook("d").forPerson("noisy").json());
            relay.sandbox.awaitIngested(2, LIMIT);

            assertThat(arrived(relay)).containsExactly("b", "c");
            assertThat(relay.sandbox.requests().stream()
                            .filter(request -> request.status() == 429)
                            .count())
                    .as("later events of the same person are not even sent")
                    .isEqualTo(1);
        }
    }

    @Test
    void aDestinationThatHangsHoldsUpNoOther() throws Exception {
        try (RunningRelay hanging = new RunningRelay(folder.resolve("other"));
                RunningRelay relay = new RunningRelay(folder)) {
            hanging.sandbox.failAlways(new Fault.Hangs());
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
            relay.sandbox.failAlways(Fault.status(503, "down"));
            List<ObjectNode> sent = webhooks(200);
            relay.post(sent.subList(0, 100));
            relay.stop();

            relay.sandbox.mend();
            relay.restart();
            relay.post(sent.subList(100, 200));
            relay.awaitSettled("amplitude");

            assertThat(arrived(relay)).isEqualTo(ids(sent));
            assertThat(relay.sandbox.duplicates()).isZero();
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

            List<ReceivedRequest> requests = new ArrayList<>(relay.sandbox.requests());
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
