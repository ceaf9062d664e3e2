package dev.sluice.relay;

import static dev.sluice.relay.RunningRelay.ids;
import static dev.sluice.relay.RunningRelay.webhooks;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.lane.LaneStatus;
import dev.sluice.lane.LaneStatus.Condition;
import dev.sluice.testkit.customerio.Webhooks;
import dev.sluice.testkit.posthog.PostHogSandbox;
import dev.sluice.testkit.sandbox.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real relay and the plugin {@code posthog}, against PostHog's sandbox. */
class PostHogDeliveryTest {

    private static final String KEY = "phc_posthog-key-1234";

    @TempDir
    private Path folder;

    private RunningRelay relay;
    private PostHogSandbox sandbox;

    @BeforeEach
    void start() {
        relay = new RunningRelay(folder);
        sandbox = new PostHogSandbox(relay.vertx, KEY);
        RunningRelay.await(sandbox.start());
        relay.startWith("""
                {"id":"out","plugin":"posthog","batch":{"maxEvents":50,"lingerMillis":20},
                 "settings":{"projectApiKey":"%s","endpoint":"%s","gzip":true}}""".formatted(KEY, sandbox.batchUri()));
    }

    @AfterEach
    void stop() {
        sandbox.mend();
        sandbox.overQuota(false);
        relay.close();
    }

    private Set<String> arrived() {
        return new TreeSet<>(sandbox.ids());
    }

    private LaneStatus.State lane() {
        return relay.relay().lanes().get(0).status().state();
    }

    @Test
    void everyDocumentedEventArrivesOnceWithAUuidOfItsOwn() {
        List<ObjectNode> sent =
                Webhooks.ofIdentifiedPeople(3, RunningRelay.START).all();
        relay.post(sent);
        relay.awaitSettled("out");

        assertThat(arrived()).isEqualTo(ids(sent));
        assertThat(sandbox.events())
                .hasSameSizeAs(sent)
                .extracting(event -> event.path("uuid").asText())
                .doesNotHaveDuplicates();
    }

    @Test
    void nothingIsLostWhilePostHogFails() {
        sandbox.failNext(
                Fault.plain(400, "invalid payload"),
                Fault.plain(429, "rate limited").retryAfter(Duration.ofSeconds(1)),
                Fault.plain(413, "too large"),
                Fault.closesAfterIngest(),
                Fault.plain(503, "transient error, please retry"),
                Fault.closesBeforeIngest());
        List<ObjectNode> sent = webhooks(200);
        relay.post(sent);
        relay.awaitSettled("out");

        assertThat(arrived()).isEqualTo(ids(sent));
        assertThat(relay.deadLetters("out", "reason")).isEmpty();
    }

    @Test
    void whatPostHogThrowsAwayOverItsBillingLimitIsKeptAndSentLater() {
        sandbox.overQuota(true);
        List<ObjectNode> sent = webhooks(30);
        relay.post(sent);
        RunningRelay.awaitTrue("misconfigured", () -> lane().condition() == Condition.MISCONFIGURED);
        assertThat(lane().remedy()).contains("billing");

        sandbox.overQuota(false);
        relay.awaitSettled("out");

        assertThat(arrived()).isEqualTo(ids(sent));
        assertThat(relay.deadLetters("out", "reason")).isEmpty();
        assertThat(lane().condition()).isEqualTo(Condition.RUNNING);
    }
}
