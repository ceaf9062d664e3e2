package dev.sluice.relay;

import static dev.sluice.relay.RunningRelay.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.lane.Lane;
import dev.sluice.lane.LaneStatus.Condition;
import dev.sluice.testkit.customerio.Webhooks;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PausedLaneTest {

    @TempDir
    private Path folder;

    @Test
    void aPausedLaneSendsNothingAndDeliversAllWhenResumed() throws Exception {
        try (RunningRelay relay = new RunningRelay(folder).start("")) {
            relay.relay().paused().pause("amplitude");
            awaitCondition(relay, Condition.PAUSED);
            relay.post(webhooks(20));
            assertThat(relay.relay().journal().status().pending("amplitude")).isEqualTo(20);
            assertThat(relay.sandbox.requests()).isEmpty();

            relay.relay().paused().resume("amplitude");
            awaitCondition(relay, Condition.RUNNING);

            relay.awaitSettled("amplitude");
            assertThat(relay.sandbox.events()).hasSize(20);
            assertThat(relay.sandbox.duplicates()).isEmpty();
        }
    }

    @Test
    void aPausedLaneStopsWithTheRelayAndDeliversAfterTheNextStart() throws Exception {
        try (RunningRelay relay = new RunningRelay(folder).start("")) {
            relay.relay().paused().pause("amplitude");
            awaitCondition(relay, Condition.PAUSED);
            relay.post(webhooks(20));

            relay.stop();
            relay.restart();

            relay.awaitSettled("amplitude");
            assertThat(relay.sandbox.events()).hasSize(20);
        }
    }

    private static void awaitCondition(RunningRelay relay, Condition expected) {
        Lane lane = relay.relay().lanes().get(0);
        awaitTrue("the lane is " + expected, () -> lane.status().state().condition() == expected);
    }

    private static List<ObjectNode> webhooks(int count) {
        return Webhooks.ofIdentifiedPeople(1, RunningRelay.START).all().subList(0, count);
    }
}
