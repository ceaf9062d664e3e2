package dev.sluice.journal.kafka;

import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Commits a lane's cursors, one request at a time, and keeps the promises of those who wait for it. For the lane's thread. */
final class LaneCommits {

    /** Before a commit that the brokers did not take is tried again. */
    private static final long AGAIN_MILLIS = 100;

    /** Told of each cursor that was moved. */
    interface Moved {
        void to(int partition, long next);
    }

    /** Somebody who waits until these cursors are committed, or their partitions are another's, be it for a moment. */
    private record Settling(Map<LanePartition, Long> cursors, Promise<Void> promise) {}

    private final Topics topics;
    private final LaneLog log;
    private final Moved moved;
    private final List<Settling> settlings = new ArrayList<>();
    private boolean committing;
    private long againAt = System.nanoTime();

    LaneCommits(Topics topics, LaneLog log, Moved moved) {
        this.topics = topics;
        this.log = log;
        this.moved = moved;
    }

    /**
     * Wants cursors committed; those of partitions that are another's now, or were since the account has heard of them, are that one's
     * business.
     *
     * @param knows as {@link dev.sluice.journal.Settlement#knows} has it
     */
    void settle(Map<Integer, Long> cursors, long knows, Promise<Void> promise) {
        Map<LanePartition, Long> ours = new IdentityHashMap<>();
        cursors.forEach((number, before) -> {
            LanePartition partition = log.partition(number);
            if (partition != null && partition.settled(before, knows)) {
                ours.put(partition, before);
            }
        });
        settlings.add(new Settling(ours, promise));
    }

    /** Commits what is wanted, without waiting. */
    void commit(Consumer<byte[], byte[]> consumer) {
        keepPromises();
        Map<TopicPartition, OffsetAndMetadata> wanted = wanted(log.partitions());
        if (wanted.isEmpty() || committing || System.nanoTime() - againAt < 0) {
            return;
        }
        committing = true;
        try {
            consumer.commitAsync(wanted, this::answered);
        } catch (RuntimeException failure) {
            committing = false;
            throw failure;
        }
    }

    private void answered(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception failure) {
        committing = false;
        if (failure == null) {
            committed(offsets);
        } else {
            // Where this member was given up, its partitions are soon taken from it, and with them what it wanted.
            againAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(AGAIN_MILLIS);
        }
    }

    /**
     * Commits what is wanted, and waits for it.
     *
     * @throws org.apache.kafka.common.KafkaException where the brokers do not take it
     */
    void commitNow(Consumer<byte[], byte[]> consumer, Duration limit) {
        Map<TopicPartition, OffsetAndMetadata> wanted = wanted(log.partitions());
        if (!wanted.isEmpty()) {
            Woken.despite(() -> consumer.commitSync(wanted, limit));
            committed(wanted);
        }
    }

    void keepPromises() {
        for (Iterator<Settling> each = settlings.iterator(); each.hasNext(); ) {
            Settling settling = each.next();
            if (settling.cursors.entrySet().stream().allMatch(this::isDone)) {
                each.remove();
                settling.promise.tryComplete();
            }
        }
    }

    void breakPromises(RuntimeException cause) {
        settlings.forEach(each -> each.promise.tryFail(cause));
        settlings.clear();
    }

    private boolean isDone(Map.Entry<LanePartition, Long> cursor) {
        LanePartition partition = cursor.getKey();
        return log.partition(partition.number()) != partition || partition.committed() >= cursor.getValue();
    }

    private Map<TopicPartition, OffsetAndMetadata> wanted(Collection<LanePartition> some) {
        return some.stream()
                .filter(LanePartition::wantsCommit)
                .collect(Collectors.toMap(
                        each -> topics.event(each.number()), each -> new OffsetAndMetadata(each.wanted())));
    }

    private void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> {
            moved.to(partition.partition(), offset.offset());
            LanePartition ours = log.partition(partition.partition());
            if (ours != null) {
                ours.committed(offset.offset());
            }
        });
        keepPromises();
    }
}
