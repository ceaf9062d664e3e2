package dev.sluice.management;

import static dev.sluice.testkit.customerio.WebhookBuilder.aWebhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ingest.WebhookBody;
import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.DeadLetter;
import dev.sluice.lane.LaneStatus.Condition;
import dev.sluice.testkit.amplitude.AmplitudeSandbox;
import dev.sluice.testkit.amplitude.SandboxOptions;
import dev.sluice.testkit.sandbox.Fault;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes with a journal each, governed as one from either of them. */
class ClusterControlTest {

    @TempDir
    private static Path folder;

    private static Vertx vertx;
    private static AmplitudeSandbox sandbox;
    private static ClusterNode a;
    private static ClusterNode b;

    @BeforeAll
    static void start() throws IOException {
        vertx = Vertx.vertx();
        sandbox = new AmplitudeSandbox(vertx, SandboxOptions.forApiKey("key-key-key"));
        ClusterNode.await(sandbox.start());
        List<Integer> ports = freePorts();
        a = new ClusterNode("a", folder, sandbox.batchUri(), ports.subList(0, 1));
        b = new ClusterNode("b", folder, sandbox.batchUri(), ports);
        awaitTrue(() -> heard(a) == 2 && heard(b) == 2);
    }

    private static long heard(ClusterNode asked) {
        try {
            JsonNode nodes = asked.get("status").path("nodes");
            return StreamSupport.stream(nodes.spliterator(), false)
                    .filter(node -> !node.has("error"))
                    .count();
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @AfterAll
    static void stop() {
        b.close();
        a.close();
        ClusterNode.await(sandbox.close());
        ClusterNode.await(vertx.close());
    }

    @BeforeEach
    void allIsWell() throws Exception {
        sandbox.mend();
        awaitTrue(() -> condition(a) == Condition.RUNNING && condition(b) == Condition.RUNNING);
    }

    private static List<Integer> freePorts() throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return List.of(one.getLocalPort(), other.getLocalPort());
        }
    }

    private static Condition condition(ClusterNode node) {
        return node.relay.lanes().get(0).status().state().condition();
    }

    private static void awaitTrue(BooleanSupplier condition) {
        await().atMost(Duration.ofSeconds(60)).until(condition::getAsBoolean);
    }

    private static void accept(ClusterNode node, String eventId) {
        byte[] webhook = aWebhook().withEventId(eventId).json().toString().getBytes(StandardCharsets.UTF_8);
        ClusterNode.await(node.relay.journal().append(WebhookBody.json(webhook, System.currentTimeMillis())));
    }

    private static void quarantine(ClusterNode node, String eventId, String reason, long millis) {
        byte[] broken = "{".getBytes(StandardCharsets.UTF_8);
        ClusterNode.await(node.relay
                .journal()
                .append(new AppendBatch(
                        millis,
                        List.of(),
                        List.of(DeadLetter.quarantined(broken, eventId, reason, "ends too soon", millis)))));
    }

    @Test
    void anyNodeTellsHowAllAre() throws Exception {
        JsonNode status = b.get("status");

        assertThat(status.path("nodes"))
                .extracting(node -> node.path("id").asText())
                .containsExactly("a", "b");
        assertThat(status.path("nodes")).allMatch(node -> node.path("ready").asBoolean() && !node.has("error"));
        assertThat(status.at("/nodes/0/ingestPort").asInt()).isEqualTo(a.relay.ingestPort());
        assertThat(status.at("/nodes/1/self").asBoolean()).isTrue();
        assertThat(status.path("destinations")).hasSize(1).isEqualTo(b.get("destinations"));
    }

    @Test
    void aPauseFromOneNodeHoldsOnAllUntilAnyIsToldToResume() throws Exception {
        JsonNode paused = b.post("destinations/amplitude/pause", "");

        assertThat(paused.path("heard")).extracting(JsonNode::asText).containsExactly("a", "b");
        assertThat(paused.path("unheard")).isEmpty();
        awaitTrue(() -> condition(a) == Condition.PAUSED && condition(b) == Condition.PAUSED);
        accept(a, "while-paused-1");
        accept(b, "while-paused-2");
        JsonNode destination = a.get("destinations").get(0);
        assertThat(destination.path("status").asText()).isEqualTo("paused");
        assertThat(destination.path("pending").asInt())
                .as("on both nodes together")
                .isEqualTo(2);

        a.post("destinations/amplitude/resume", "");

        awaitTrue(() -> sandbox.ids().containsAll(List.of("while-paused-1", "while-paused-2")));
    }

    @Test
    void lettersOfAllNodesAreOneListThatAnyNodeReadsAndChanges() throws Exception {
        quarantine(a, "old", "broken-one", 1_000);
        quarantine(b, "new", "broken-one", 2_000);
        quarantine(b, "another", "broken-two", 3_000);

        JsonNode list = a.get("dead-letters?reason=broken-one&limit=1");
        assertThat(list.path("total").asInt()).isEqualTo(2);
        assertThat(list.at("/letters/0/eventId").asText()).isEqualTo("new");
        String newest = list.at("/letters/0/id").asText();
        assertThat(newest).startsWith("b-");
        JsonNode next = a.get("dead-letters?reason=broken-one&limit=1&before="
                + list.path("before").asText());
        assertThat(next.at("/letters/0/eventId").asText()).isEqualTo("old");

        assertThat(a.get("dead-letters/" + newest).path("original").asText()).isEqualTo("{");
        assertThat(a.get("dead-letters/b-999").path("error").asText()).isEqualTo("there is no dead letter b-999");
        assertThat(a.get("dead-letters/c-1").path("error").asText())
                .isEqualTo("no node that is there is named \"c\"; there are [a, b]");
        assertThat(a.get("dead-letters?node=b&eventId=old").path("total").asInt())
                .isZero();

        JsonNode replayed = a.post("dead-letters/replay", "{\"reason\":\"broken-one\"}");
        assertThat(replayed.path("letters").asInt()).isEqualTo(2);
        assertThat(replayed.path("kept").asInt()).as("broken still").isEqualTo(2);
        assertThat(replayed.path("nodes"))
                .extracting(node -> node.path("kept").asInt())
                .containsExactly(1, 1);
        JsonNode one = a.post("dead-letters/discard", "{\"ids\":[\"" + newest + "\"]}");
        assertThat(one.path("discarded").asInt()).isEqualTo(1);
        JsonNode rest = b.post("dead-letters/discard", "{\"destination\":\"ingest\"}");
        assertThat(rest.path("discarded").asInt()).isEqualTo(2);
        assertThat(rest.has("unheard")).isFalse();
    }

    @Test
    void anyNodeExplainsWhatAnotherKnows() throws Exception {
        accept(b, "explained");
        awaitTrue(() -> sandbox.ids().contains("explained"));

        JsonNode trail = a.get("events/explained");

        assertThat(trail.at("/received/0/node").asText()).isEqualTo("b");
        assertThat(trail.path("destinations")).hasSize(1);
        assertThat(trail.at("/destinations/0/node").asText()).isEqualTo("b");
        assertThat(a.get("events/never").path("error").asText()).startsWith("nothing is known of the event never");
    }

    @Test
    void aLimitThatOneNodeRunsIntoHoldsOnTheOthersWithoutARequestOfTheirs() {
        int before = sandbox.requests().size();
        sandbox.failNext(Fault.plain(429, "later").retryAfter(Duration.ofSeconds(3)));
        accept(a, "slowed");

        awaitTrue(() -> condition(b) == Condition.SLOWED);
        assertThat(b.relay.lanes().get(0).status().state().reason()).endsWith("(so it told node a)");
        accept(b, "held-back");
        awaitTrue(() -> condition(a) == Condition.RUNNING && condition(b) == Condition.RUNNING);
        awaitTrue(() -> sandbox.ids().containsAll(List.of("slowed", "held-back")));
        assertThat(sandbox.requests().size() - before)
                .as("refused, let through, and then the other node's")
                .isEqualTo(3);
    }
}
