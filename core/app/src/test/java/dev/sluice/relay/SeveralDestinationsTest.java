package dev.sluice.relay;

import static dev.sluice.relay.RunningRelay.await;
import static dev.sluice.relay.RunningRelay.awaitTrue;
import static dev.sluice.testkit.customerio.WebhookBuilder.aWebhook;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.lane.LaneStatus.Condition;
import dev.sluice.testkit.amplitude.AmplitudeFault;
import dev.sluice.testkit.amplitude.AmplitudeSandbox;
import dev.sluice.testkit.amplitude.SandboxOptions;
import dev.sluice.testkit.sandbox.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One plugin, three times: a project in the US that works, one in the EU that is slow, and one that answers nothing. */
class SeveralDestinationsTest {

    private static final int EVENTS = 200;

    @TempDir
    private Path folder;

    private RunningRelay relay;
    private AmplitudeSandbox us;
    private AmplitudeSandbox eu;
    private AmplitudeSandbox dead;

    @BeforeEach
    void start() {
        relay = new RunningRelay(folder);
        us = sandbox("us-key-12345");
        eu = sandbox("eu-key-12345");
        dead = sandbox("dead-key-12345");
        eu.failAlways(Fault.drips(Duration.ofMillis(20)));
        dead.failAlways(Fault.hangs());
        relay.startWith(
                project("us", "us-key-12345", "us", us, """
                        "mapping":{"event_properties.team":{"value":"growth"}},"batch":{"maxEvents":50,"lingerMillis":20}"""),
                project("eu", "eu-key-12345", "eu", eu, """
                        "filter":{"events":["sms.*"]},"batch":{"maxEvents":5,"lingerMillis":20},
                        "delivery":{"concurrency":1}"""),
                project("dead", "dead-key-12345", "us", dead, """
                        "batch":{"maxEvents":10,"lingerMillis":20},"window":{"maxEvents":20},"delivery":{"timeoutMillis":500}"""));
    }

    @AfterEach
    void stop() {
        for (AmplitudeSandbox each : List.of(us, eu, dead)) {
            each.mend();
        }
        relay.close();
    }

    private AmplitudeSandbox sandbox(String key) {
        AmplitudeSandbox sandbox = new AmplitudeSandbox(relay.vertx, SandboxOptions.forApiKey(key));
        await(sandbox.start());
        return sandbox;
    }

    private static String project(String id, String key, String region, AmplitudeSandbox sandbox, String more) {
        return """
                {"id":"%s","plugin":"amplitude","settings":{"apiKey":"%s","region":"%s","endpoint":"%s"},%s}""".formatted(id, key, region, sandbox.batchUri(), more);
    }

    /** Emails and text messages by turns. */
    private static List<ObjectNode> webhooks() {
        return IntStream.range(0, EVENTS)
                .mapToObj(i -> (i % 2 == 0 ? aWebhook().email() : aWebhook().sms())
                        .withEventId("e" + i)
                        .node())
                .toList();
    }

    private static Set<String> arrived(AmplitudeSandbox sandbox) {
        return sandbox.events().stream()
                .map(event -> event.path("insert_id").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Condition condition(String id) {
        return relay.relay().lanes().stream()
                .filter(lane -> lane.id().equals(id))
                .findFirst()
                .orElseThrow()
                .status()
                .state()
                .condition();
    }

    private double lag(String id) {
        return relay.meters
                .get("sluice.lane.lag.events")
                .tag("destination", id)
                .gauge()
                .value();
    }

    @Test
    void theOneThatWorksIsHeldUpByNeitherOfTheOthers() {
        List<ObjectNode> sent = webhooks();
        relay.post(sent);
        relay.awaitSettled("us");

        assertThat(arrived(us)).isEqualTo(RunningRelay.ids(sent));
        assertThat(lag("us")).isZero();
        assertThat(lag("eu")).as("slow").isPositive();
        assertThat(lag("dead")).isEqualTo(EVENTS);
        assertThat(relay.events("us", "delivered")).isEqualTo(EVENTS);
        assertThat(relay.events("dead", "delivered")).isZero();
        assertThat(condition("us")).isEqualTo(Condition.RUNNING);

        eu.mend();
        dead.mend();
        relay.awaitSettled("eu");

        assertThat(arrived(eu)).hasSize(EVENTS / 2);
        assertThat(relay.events("eu", "delivered")).isEqualTo(EVENTS / 2.0);
        assertThat(relay.events("eu", "filtered")).isEqualTo(EVENTS / 2.0);
        assertThat(relay.events("us", "filtered")).isZero();
    }

    @Test
    void eachMapsForItself() {
        relay.post(List.of(aWebhook().sms().withEventId("one").node()));
        relay.awaitSettled("us");
        relay.awaitSettled("eu");

        assertThat(us.events().get(0).at("/event_properties/team").asText()).isEqualTo("growth");
        assertThat(eu.events().get(0).at("/event_properties/team").isMissingNode())
                .isTrue();
    }

    @Test
    void eachHasDeadLettersAndAConditionOfItsOwn() {
        us.poisonNamed(
                "event_properties", event -> event.path("insert_id").asText().equals("bad"));
        eu.mend();
        eu.failAlways(AmplitudeFault.invalidApiKey());

        relay.post(List.of(aWebhook().sms().withEventId("bad").node()));
        relay.awaitSettled("us");
        awaitTrue("misconfigured", () -> condition("eu") == Condition.MISCONFIGURED);

        assertThat(relay.deadLetters("us", "event_id")).containsExactly("bad");
        assertThat(relay.deadLetters("eu", "event_id")).isEmpty();
        assertThat(relay.events("us", "dead_lettered")).isEqualTo(1);
        assertThat(relay.events("eu", "dead_lettered")).isZero();
        assertThat(condition("us")).isEqualTo(Condition.RUNNING);

        eu.mend();
        relay.awaitSettled("eu");

        assertThat(arrived(eu)).containsExactly("bad");
        assertThat(arrived(us)).isEmpty();
    }
}
