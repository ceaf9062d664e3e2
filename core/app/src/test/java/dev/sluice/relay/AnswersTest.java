package dev.sluice.relay;

import static dev.sluice.relay.RunningRelay.LIMIT;
import static dev.sluice.relay.RunningRelay.ids;
import static dev.sluice.relay.RunningRelay.webhooks;
import static dev.sluice.testkit.customerio.WebhookBuilder.aWebhook;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.lane.LaneStatus.Condition;
import dev.sluice.testkit.amplitude.AmplitudeFault;
import dev.sluice.testkit.amplitude.SandboxLimits;
import dev.sluice.testkit.sandbox.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of events when Amplitude answers anything but 200: the real pipeline against the sandbox, over HTTP. */
class AnswersTest {

    @TempDir
    private Path folder;

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

            assertThat(relay.arrived()).isEqualTo(ids(sent));
            assertThat(relay.sandbox.events()).hasSize(60);
            assertThat(relay.deadLetters("amplitude", "reason")).isEmpty();
        }
    }

    @Test
    void theEventsThatAmplitudeNamesBecomeDeadLettersAndTheOthersArrive() throws Exception {
        try (RunningRelay relay = new RunningRelay(folder).start("")) {
            relay.sandbox.failNext(AmplitudeFault.refusesFirstEvent());
            List<ObjectNode> sent = webhooks(40);
            relay.post(sent);
            relay.awaitSettled("amplitude");

            assertThat(relay.deadLetters("amplitude", "reason")).containsExactly("invalid-field");
            assertThat(relay.deadLetters("amplitude", "detail"))
                    .allMatch(detail -> detail.startsWith("event_properties: "));
            Set<String> all = relay.arrived();
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
            assertThat(relay.arrived()).hasSize(39);
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
            relay.sandbox.failAlways(AmplitudeFault.invalidApiKey());
            List<ObjectNode> sent = webhooks(30);
            relay.post(sent);
            RunningRelay.awaitTrue(
                    "misconfigured",
                    () -> relay.relay().lanes().get(0).status().state().condition() == Condition.MISCONFIGURED);
            assertThat(relay.relay().lanes().get(0).status().state().remedy()).contains("region us");
            assertThat(relay.relay().lanes().get(0).status().state().toString()).doesNotContain(RunningRelay.API_KEY);

            relay.sandbox.mend();
            relay.awaitSettled("amplitude");

            assertThat(relay.arrived()).isEqualTo(ids(sent));
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

            assertThat(relay.arrived()).containsExactly("a", "b", "c", "e");
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
            relay.sandbox.failNext(AmplitudeFault.throttledUsers());
            relay.post("[" + from("noisy", "a") + "," + from("calm", "b") + "]");
            relay.sandbox.awaitIngested(1, LIMIT);
            relay.post(from("calm", "c"));
            relay.post(from("noisy", "d"));
            relay.sandbox.awaitIngested(2, LIMIT);

            assertThat(relay.arrived()).containsExactly("b", "c");
            assertThat(relay.sandbox.requests())
                    .filteredOn(request -> request.status() == 429)
                    .hasSize(1);
        }
    }

    @Test
    void whatOneNoisyPersonPilesUpWaitsOnDiskAndHoldsUpNobody() throws Exception {
        SandboxLimits strict = SandboxLimits.DOCUMENTED.throttlingAbove(1, Duration.ofSeconds(30));
        try (RunningRelay relay = new RunningRelay(folder, strict).start(",\"window\":{\"maxEvents\":100}")) {
            String pile = IntStream.range(0, 1_000)
                    .mapToObj(number -> from("noisy", "noisy-" + number))
                    .collect(Collectors.joining(",", "[", "]"));
            String others = IntStream.range(0, 300)
                    .mapToObj(number -> from("calm-" + number, "calm-" + number))
                    .collect(Collectors.joining(",", "[", "]"));
            relay.post(pile);
            relay.post(others);

            RunningRelay.awaitTrue(
                    "the others arrive",
                    () -> relay.arrived().stream()
                                    .filter(id -> id.startsWith("calm"))
                                    .count()
                            == 300);
            assertThat(relay.relay().journal().status().parked().get("amplitude"))
                    .as("far more than the window of 100")
                    .isGreaterThan(800);
            assertThat(relay.relay().lanes().get(0).status().unaccounted()).isZero();
        }
    }
}
