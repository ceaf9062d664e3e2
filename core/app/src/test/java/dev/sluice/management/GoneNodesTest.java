package dev.sluice.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testkit.process.FreePort;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that is there no more has a journal all the same. */
class GoneNodesTest {

    private static final URI NOWHERE = URI.create("http://127.0.0.1:9/batch");

    @TempDir
    private Path folder;

    @Test
    void oneThatHasLeftIsNamedWhereverWhatItKnowsIsMissing() throws Exception {
        int first = FreePort.onLoopback();
        try (ClusterNode a = new ClusterNode("a", folder, NOWHERE, List.of(first))) {
            try (ClusterNode b = new ClusterNode("b", folder, NOWHERE, List.of(first, FreePort.onLoopback()))) {
                assertThat(b.get("dead-letters").has("unheard")).isFalse();
            }
            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            a.get("status").at("/nodes/1/error").asText().startsWith("left, or was given up, at "));

            assertThat(a.get("dead-letters").at("/unheard/0/node").asText()).isEqualTo("b");
            assertThat(a.post("dead-letters/discard", "{\"destination\":\"ingest\"}")
                            .at("/unheard/0/error")
                            .asText())
                    .startsWith("left, or was given up, at ");
            assertThat(a.get("events/never").path("error").asText())
                    .startsWith("no node that answered knows anything of the event never; but node b left");
            assertThat(a.get("dead-letters?node=a").has("unheard")).isFalse();
        }
    }
}
