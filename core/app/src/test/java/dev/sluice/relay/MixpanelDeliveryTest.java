package dev.sluice.relay;

import static dev.sluice.relay.RunningRelay.ids;
import static dev.sluice.relay.RunningRelay.webhooks;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.lane.LaneStatus;
import dev.sluice.lane.LaneStatus.Condition;
import dev.sluice.testkit.customerio.Webhooks;
import dev.sluice.testkit.mixpanel.MixpanelFault;
import dev.sluice.testkit.mixpanel.MixpanelProject;
import dev.sluice.testkit.mixpanel.MixpanelSandbox;
import dev.sluice.testkit.sandbox.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real relay and the plugin {@code mixpanel}, against Mixpanel's sandbox. */
class MixpanelDeliveryTest {

    private static final String SECRET = "mixpanel-secret-1234";

    @TempDir
    private Path folder;

    private RunningRelay relay;
    private MixpanelSandbox sandbox;

    @BeforeEach
    void start() {
        relay = new RunningRelay(folder);
        sandbox = new MixpanelSandbox(relay.vertx, MixpanelProject.withServiceAccount("42", "account", SECRET));
        RunningRelay.await(sandbox.start());
        relay.startWith("""
                {"id":"out","plugin":"mixpanel","batch":{"maxEvents":50,"lingerMillis":20},
                 "settings":{"projectId":42,"serviceAccountUsername":"account","serviceAccountSecret":"%s","endpoint":"%s"}}""".formatted(SECRET, sandbox.importUri()));
    }

    @AfterEach
    void stop() {
        sandbox.mend();
        relay.close();
    }

    private Set<String> arrived() {
        return new TreeSet<>(sandbox.ids());
    }

    private LaneStatus.State lane() {
        return relay.relay().lanes().get(0).status().state();
    }

    @Test
    void everyDocumentedEventArrivesOnce() {
        List<ObjectNode> sent =
                Webhooks.ofIdentifiedPeople(3, RunningRelay.START).all();
        relay.post(sent);
        relay.awaitSettled("out");

        assertThat(arrived()).isEqualTo(ids(sent));
        assertThat(sandbox.events()).hasSameSizeAs(sent);
        assertThat(sandbox.duplicates()).isEmpty();
        assertThat(sandbox.requests())
                .anyMatch(request -> "gzip".equals(request.headers().get("content-encoding")));
    }

    @Test
    void nothingIsLostAndNothingCountsTwiceWhileMixpanelFails() {
        sandbox.failNext(
                Fault.json(400, "invalid JSON"),
                MixpanelFault.rateLimited().retryAfter(Duration.ofSeconds(1)),
                Fault.json(413, "request exceeds max limit of 2097152 bytes"),
                Fault.closesAfterIngest(),
                Fault.html(502).afterIngest(),
                Fault.closesBeforeIngest());
        List<ObjectNode> sent = webhooks(200);
        relay.post(sent);
        relay.awaitSettled("out");

        assertThat(arrived()).isEqualTo(ids(sent));
        assertThat(sandbox.events()).hasSize(200);
        assertThat(sandbox.duplicates()).isNotEmpty();
        assertThat(relay.deadLetters("out", "reason")).isEmpty();
    }

    @Test
    void theEventsThatMixpanelNamesBecomeDeadLettersAndTheOthersArriveAtOnce() {
        List<ObjectNode> sent = webhooks(60);
        Set<String> bad = ids(List.of(sent.get(0), sent.get(7), sent.get(59)));
        sandbox.poison(
                "properties.subject",
                event -> bad.contains(event.at("/properties/$insert_id").asText()));
        relay.post(sent);
        relay.awaitSettled("out");

        assertThat(new TreeSet<>(relay.deadLetters("out", "event_id"))).isEqualTo(bad);
        assertThat(relay.deadLetters("out", "reason || ': ' || detail"))
                .containsOnly("invalid-field: 'properties.subject' is invalid");
        Set<String> all = arrived();
        assertThat(all).doesNotContainAnyElementsOf(bad);
        all.addAll(bad);
        assertThat(all).isEqualTo(ids(sent));
        assertThat(sandbox.duplicates())
                .as("sent again although they had arrived")
                .isEmpty();
    }

    @Test
    void wrongCredentialsHoldTheLaneUntilTheyAreMended() {
        sandbox.failAlways(MixpanelFault.invalidCredentials());
        List<ObjectNode> sent = webhooks(30);
        relay.post(sent);
        RunningRelay.awaitTrue("misconfigured", () -> lane().condition() == Condition.MISCONFIGURED);
        assertThat(lane().remedy()).contains("serviceAccountSecret", "region us");
        assertThat(lane().toString()).doesNotContain(SECRET);

        sandbox.mend();
        relay.awaitSettled("out");

        assertThat(arrived()).isEqualTo(ids(sent));
        assertThat(relay.deadLetters("out", "reason")).isEmpty();
        assertThat(lane().condition()).isEqualTo(Condition.RUNNING);
    }

    @Test
    void aLoneEventThatIsRefusedWithoutANameIsGivenUpSinceTheProbeShowsThatOthersAreTaken() {
        Optional<Fault> refused = Optional.of(Fault.json(400, "no"));
        Deque<Optional<Fault>> eventProbeEvent = new ArrayDeque<>(List.of(refused, Optional.empty(), refused));
        sandbox.failWith(() -> eventProbeEvent.isEmpty() ? Optional.empty() : eventProbeEvent.remove());
        List<ObjectNode> sent = webhooks(1);
        relay.post(sent);
        relay.awaitSettled("out");

        assertThat(relay.deadLetters("out", "event_id")).containsExactlyElementsOf(ids(sent));
        assertThat(relay.deadLetters("out", "reason || ': ' || detail")).containsExactly("refused: 400 no");
        assertThat(sandbox.events()).isEmpty();
        assertThat(lane().condition()).isEqualTo(Condition.RUNNING);
    }
}
