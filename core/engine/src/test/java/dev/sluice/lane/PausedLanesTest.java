package dev.sluice.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cluster.Cluster;
import dev.sluice.control.Control;
import dev.sluice.control.Neighbours;
import dev.sluice.control.NodeAnswer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pauses that hold on all nodes. */
class PausedLanesTest {

    private final Vertx vertx = Vertx.vertx();

    private final class Node {

        private final Control control;
        private final PausedLanes lanes;

        Node(String id) {
            control = new Control(Neighbours.of(vertx, id, "a", "b"));
            lanes = new PausedLanes(control, Clock.systemUTC());
        }

        Node start() {
            await(control.start().compose(reachable -> vertx.deployVerticle(lanes)));
            return this;
        }
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private static void awaitPaused(Node node, boolean paused) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> node.lanes.contains("amplitude") == paused);
    }

    @Test
    void aPauseHoldsOnAllNodesAndSaysWhoHeard() {
        Node a = new Node("a").start();
        Node b = new Node("b").start();

        List<NodeAnswer> answers = await(a.lanes.pause("amplitude"));

        assertThat(answers).allMatch(NodeAnswer::isThere).hasSize(2);
        assertThat(b.lanes.contains("amplitude")).isTrue();
        await(b.lanes.resume("amplitude"));
        assertThat(a.lanes.contains("amplitude")).isFalse();
    }

    @Test
    void aNodeThatStartsLaterKnowsOfAPauseBeforeItsLanesStart() {
        Node a = new Node("a").start();
        await(a.lanes.pause("amplitude"));

        assertThat(new Node("b").start().lanes.contains("amplitude")).isTrue();
    }

    @Test
    void nodesThatWereApartAgreeWhenTheyFindEachOtherOnTheLastDecision() {
        Node a = new Node("a").start();
        Node b = new Node("b").start();
        await(a.lanes.pause("amplitude"));
        await(b.control.stop());
        assertThat(await(a.lanes.resume("amplitude")))
                .extracting(NodeAnswer::isThere)
                .containsExactly(true, false);
        assertThat(b.lanes.contains("amplitude")).isTrue();

        await(b.control.start());
        vertx.eventBus().publish(Cluster.CAME, "b");

        awaitPaused(b, false);
        assertThat(a.lanes.contains("amplitude")).isFalse();
    }
}
