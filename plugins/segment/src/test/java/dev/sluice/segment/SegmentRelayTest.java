package dev.sluice.segment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.sandbox.Fault;
import dev.sluice.testkit.segment.SegmentOptions;
import dev.sluice.testkit.segment.SegmentSandbox;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real relay against the sandbox, over HTTP. */
class SegmentRelayTest {

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final SegmentSandbox sandbox = new SegmentSandbox(vertx, SegmentOptions.forWriteKey(Segment.KEY));

    @BeforeEach
    void start() {
        sandbox.start().await();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private RelayRun relay(String more) {
        String settings = "{'writeKey':'" + Segment.KEY + "','endpoint':'" + sandbox.batchUri() + "'" + more + "}";
        return new RelayRun(folder, settings, 25);
    }

    @Test
    void everyDocumentedEventArrivesOnceAndSegmentDropsNone() {
        try (RelayRun relay = relay(",'gzip':true")) {
            List<ObjectNode> sent = RelayRun.everyWebhook();
            relay.deliver(sent);

            assertThat(new TreeSet<>(sandbox.ids())).isEqualTo(RelayRun.ids(sent));
            assertThat(sandbox.events()).hasSize(69);
            assertThat(sandbox.dropped()).isEmpty();
            assertThat(sandbox.duplicates()).isEmpty();
        }
    }

    @Test
    void nothingIsLostAndNothingCountsTwiceWhileSegmentFails() {
        try (RelayRun relay = relay("")) {
            sandbox.failNext(
                    Fault.json(400, "malformed JSON"),
                    Fault.plain(429, "slow down").retryAfter(Duration.ofSeconds(1)),
                    Fault.closesAfterIngest(),
                    Fault.html(502).afterIngest(),
                    Fault.closesBeforeIngest());
            List<ObjectNode> sent = RelayRun.webhooks(200);
            relay.deliver(sent);

            assertThat(new TreeSet<>(sandbox.ids())).isEqualTo(RelayRun.ids(sent));
            assertThat(sandbox.events()).hasSize(200);
            assertThat(sandbox.duplicates()).isNotEmpty();
            assertThat(sandbox.dropped()).isEmpty();
            assertThat(relay.deadLetters()).isEmpty();
        }
    }
}
