package dev.sluice.journal.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.journal.Chunk;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A partition that goes to another node, while the lane has events of it under way. */
class LaneMovesTest {

    private static final int EVENTS = 5;
    private static final TopicPartition GOING = new TopicPartition("events", 0);
    private static final TopicPartition STAYING = new TopicPartition("events", 1);

    private final Topics topics = new Topics("events", 2);
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final LaneLog log = new LaneLog(topics, number -> {});
    private final LaneCommits commits = new LaneCommits(topics, log, (partition, next) -> {});
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<Integer> done = new ArrayList<>();
    private final List<Chunk> given = new ArrayList<>();

    private LaneMoves moves(Runnable whenMoved) {
        return new LaneMoves("a", consumer, log, commits, this::work, () -> false, whenMoved);
    }

    private void work() {
        Runnable task = tasks.poll();
        if (task != null) {
            task.run();
        }
    }

    private void giveOut() {
        consumer.subscribe(List.of("events"));
        consumer.rebalance(List.of(GOING, STAYING));
        consumer.updateBeginningOffsets(Map.of(GOING, 0L, STAYING, 0L));
        giveOut(List.of(GOING, STAYING));
    }

    private void giveOut(List<TopicPartition> partitions) {
        for (int offset = 0; offset < EVENTS; offset++) {
            for (TopicPartition partition : partitions) {
                byte[] body = "{\"event_id\":\"e\",\"metric\":\"sent\"}".getBytes(StandardCharsets.UTF_8);
                consumer.addRecord(new ConsumerRecord<>("events", partition.partition(), offset, new byte[0], body));
            }
        }
        log.take(consumer, consumer.poll(Duration.ZERO));
        log.takeStock(consumer);
        while (log.hasFetched()) {
            given.add(log.give(EVENTS, 1 << 20));
        }
    }

    /** Settles one event of each partition, and the next ones when that is committed, as a lane does. */
    private void settle(int offset) {
        Promise<Void> promise = Promise.promise();
        commits.settle(Map.of(0, offset + 1L, 1, offset + 1L), newest(), promise);
        promise.future().onSuccess(committed -> {
            done.add(offset);
            if (offset + 1 < EVENTS) {
                tasks.add(() -> settle(offset + 1));
            }
        });
    }

    @Test
    void goesWhenTheLaneHasSettledAllThatItWasGivenStepByStep() {
        giveOut();
        tasks.add(() -> settle(0));
        List<String> moved = new ArrayList<>();

        moves(() -> moved.add("moved")).onPartitionsRevoked(List.of(GOING));

        assertThat(done).as("steps").hasSize(EVENTS);
        assertThat(consumer.committed(Set.of(GOING)).get(GOING).offset()).isEqualTo(EVENTS);
        assertThat(log.numbers()).containsExactly(1);
        assertThat(moved).hasSize(1);
    }

    @Test
    void goesWithoutWaitingWhenItWasGivenToOthersAlready() {
        giveOut();

        moves(() -> {}).onPartitionsLost(List.of(GOING));

        assertThat(log.numbers()).containsExactly(1);
        assertThat(consumer.committed(Set.of(GOING)).get(GOING)).isNull();
    }

    @Test
    void thatHasComeBackIsNotMovedByAnAccountThatDoesNotKnowIt() {
        giveOut();
        long before = newest();
        moves(() -> {}).onPartitionsLost(List.of(GOING));
        consumer.seek(GOING, 0);
        log.takeStock(consumer);
        Promise<Void> early = Promise.promise();

        commits.settle(Map.of(0, 3L, 1, 2L), before, early);
        giveOut(List.of(GOING));
        Promise<Void> late = Promise.promise();
        commits.settle(Map.of(0, 4L, 1, 3L), before, late);
        commits.commit(consumer);

        assertThat(given.get(given.size() - 1).afresh()).isTrue();
        assertThat(early.future().isComplete()).isTrue();
        assertThat(late.future().isComplete()).isTrue();
        assertThat(consumer.committed(Set.of(GOING)).get(GOING)).isNull();
        assertThat(consumer.committed(Set.of(STAYING)).get(STAYING).offset()).isEqualTo(3);

        commits.settle(Map.of(0, 1L, 1, 4L), newest(), Promise.promise());
        commits.commit(consumer);
        assertThat(consumer.committed(Set.of(GOING)).get(GOING).offset()).isEqualTo(1);
    }

    private long newest() {
        return given.get(given.size() - 1).number();
    }
}
