package dev.sluice.journal.kafka;

import dev.sluice.journal.JournalClosedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that follows the compacted topics and writes what they say into the {@link StateStore}. Its other methods may be
 * called from any thread.
 */
final class StateReader implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(StateReader.class);

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Tells where partitions end, past all that is committed. */
    interface Ends extends Function<Collection<TopicPartition>, Future<Map<TopicPartition, Long>>> {}

    /** Somebody who waits until all before these offsets is in the store. */
    private record Wait(Map<TopicPartition, Long> ends, Promise<Void> promise) {}

    private final Clients clients;
    private final Ends ends;
    private final List<TopicPartition> partitions;
    private final StateStore store;
    private final Consumer<Set<String>> onParked;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final List<Wait> waits = new ArrayList<>();
    private final Promise<Void> ended = Promise.promise();
    private volatile KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean ending;
    private String lastTrouble = "";

    /**
     * @param ends asked over a connection of its own: the consumer's is held by a fetch that waits for records
     * @param onParked told for which destinations something was set aside, or is no longer; on this thread
     */
    StateReader(Clients clients, Topics topics, StateStore store, Ends ends, Consumer<Set<String>> onParked) {
        this.clients = clients;
        this.ends = ends;
        this.store = store;
        this.onParked = onParked;
        partitions = new ArrayList<>(topics.parkedPartitions());
        partitions.add(topics.letterPartition());
        partitions.add(topics.positionPartition());
    }

    /** Begins at the start of the topics. They have to be there. */
    void start() {
        consumer = clients.reader();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Thread thread = new Thread(this, "sluice-kafka-state");
        thread.setDaemon(true);
        thread.start();
    }

    /** Completes when all that was written and committed before now is in the store. */
    Future<Void> catchUp() {
        return catchUp(partitions);
    }

    /** The same for some partitions. */
    Future<Void> catchUp(Collection<TopicPartition> some) {
        return ends.apply(some).compose(found -> until(found));
    }

    /** Completes when these records, and all before them, are in the store; others than those of the compacted topics are. */
    Future<Void> applied(Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, Long> after = new HashMap<>();
        offsets.forEach((partition, offset) -> {
            if (partitions.contains(partition)) {
                after.put(partition, offset + 1);
            }
        });
        return after.isEmpty() ? Future.succeededFuture() : until(after);
    }

    private Future<Void> until(Map<TopicPartition, Long> offsets) {
        Promise<Void> promise = Promise.promise();
        offer(promise, () -> waits.add(new Wait(offsets, promise)));
        return promise.future();
    }

    Future<Void> close() {
        ending = true;
        KafkaConsumer<byte[], byte[]> reading = consumer;
        if (reading == null) {
            closeStore();
            ended.tryComplete();
        } else {
            reading.wakeup();
        }
        return ended.future();
    }

    @Override
    public void run() {
        try {
            while (!ending) {
                turn();
            }
        } finally {
            end();
        }
    }

    private void turn() {
        try {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            wakeWaiting();
            apply(consumer.poll(POLL));
            lastTrouble = "";
        } catch (WakeupException woken) {
            // There is a task, or an end.
            return;
        } catch (SQLException | RuntimeException failure) {
            String words = BrokerFailures.words(failure);
            if (!words.equals(lastTrouble)) {
                lastTrouble = words;
                LOG.error(
                        "Reading the journal's state failed and is tried again: {}{}",
                        words,
                        failure instanceof SQLException ? "; see that there is room in " + store.folder() : "");
            }
            pause();
        }
    }

    private void apply(ConsumerRecords<byte[], byte[]> records) throws SQLException {
        if (records.isEmpty()) {
            return;
        }
        try {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                store.apply(record);
            }
            Set<String> changed = store.commit();
            if (!changed.isEmpty()) {
                onParked.accept(changed);
            }
        } catch (SQLException failure) {
            for (TopicPartition partition : records.partitions()) {
                consumer.seek(partition, records.records(partition).get(0).offset());
            }
            store.undo();
            throw failure;
        }
    }

    private void wakeWaiting() {
        for (Iterator<Wait> each = waits.iterator(); each.hasNext(); ) {
            Wait wait = each.next();
            boolean reached =
                    wait.ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            if (reached) {
                each.remove();
                wait.promise.tryComplete();
            }
        }
    }

    private void offer(Promise<Void> promise, Runnable task) {
        KafkaConsumer<byte[], byte[]> reading = consumer;
        if (ending || reading == null) {
            promise.tryFail(new JournalClosedException("the journal is closed"));
            return;
        }
        tasks.add(() -> {
            if (ending) {
                promise.tryFail(new JournalClosedException("the journal is closed"));
            } else {
                task.run();
            }
        });
        reading.wakeup();
        if (ending) {
            // It may have been offered too late for anybody to do it.
            promise.tryFail(new JournalClosedException("the journal is closed"));
        }
    }

    private void end() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        waits.forEach(wait -> wait.promise.tryFail(new JournalClosedException("the journal is closed")));
        try {
            consumer.close(CloseOptions.timeout(CLOSING));
        } catch (KafkaException failure) {
            LOG.warn("Letting the brokers go failed: {}", failure.getMessage());
        }
        closeStore();
        ended.tryComplete();
    }

    private void closeStore() {
        try {
            store.close();
        } catch (SQLException failure) {
            LOG.warn("Closing the journal's state failed: {}", failure.getMessage());
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
