package dev.sluice.journal.kafka;

import dev.sluice.journal.Chunk;
import dev.sluice.journal.StoredEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The partitions that are a lane's now, and what is fetched of them. For the lane's thread. */
final class LaneLog {

    /** Nothing more is fetched while so much waits to be given out: a chunk or two. */
    private static final int MAX_FETCHED_EVENTS = 1_024;

    private static final long MAX_FETCHED_BYTES = 1L << 20;

    /** Told of each partition that comes. */
    interface Coming {
        void comes(LanePartition partition);
    }

    private final Topics topics;
    private final Coming onCome;
    private final Map<Integer, LanePartition> partitions = new TreeMap<>();
    private int lastGiven = -1;
    private long chunks;

    LaneLog(Topics topics, Coming onCome) {
        this.topics = topics;
        this.onCome = onCome;
    }

    Collection<LanePartition> partitions() {
        return partitions.values();
    }

    @Nullable
    LanePartition partition(int number) {
        return partitions.get(number);
    }

    Set<Integer> numbers() {
        return Set.copyOf(partitions.keySet());
    }

    /** Those of some partitions that are the lane's. */
    List<LanePartition> of(Collection<TopicPartition> some) {
        List<LanePartition> found = new ArrayList<>();
        some.forEach(each -> {
            LanePartition partition = partitions.get(each.partition());
            if (partition != null) {
                found.add(partition);
            }
        });
        return found;
    }

    void remove(Collection<LanePartition> gone) {
        gone.forEach(each -> partitions.remove(each.number()));
    }

    /** Begins with partitions that have come, and lets those go that went. */
    void takeStock(Consumer<byte[], byte[]> consumer) {
        Set<Integer> assigned =
                consumer.assignment().stream().map(TopicPartition::partition).collect(Collectors.toSet());
        partitions.keySet().retainAll(assigned);
        for (int number : assigned) {
            LanePartition partition = partitions.computeIfAbsent(number, this::begin);
            if (!partition.isPlaced()) {
                position(consumer, partition).ifPresent(partition::standsAt);
            }
        }
    }

    /** Keeps what was fetched. The consumer has passed it, so that what can't be kept has to be fetched again. */
    void take(Consumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records) {
        try {
            Map<LanePartition, List<StoredEvent>> events = new HashMap<>();
            for (TopicPartition from : records.partitions()) {
                events.put(
                        partitions.computeIfAbsent(from.partition(), this::begin),
                        records.records(from).stream().map(EventRecords::read).toList());
            }
            events.forEach((partition, some) -> some.forEach(partition::fetched));
        } catch (RuntimeException failure) {
            records.partitions()
                    .forEach(from ->
                            consumer.seek(from, records.records(from).get(0).offset()));
            throw failure;
        }
    }

    boolean hasFetched() {
        return partitions.values().stream().anyMatch(LanePartition::hasFetched);
    }

    /** Whether more may be fetched. */
    boolean hasRoom() {
        int events = 0;
        long bytes = 0;
        for (LanePartition each : partitions.values()) {
            events += each.fetchedEvents();
            bytes += each.fetchedBytes();
        }
        return events < MAX_FETCHED_EVENTS && bytes < MAX_FETCHED_BYTES;
    }

    /** The next events of one partition, each partition in turn; null where there are none. */
    @Nullable
    Chunk give(int maxEvents, long maxBytes) {
        LanePartition next = null;
        for (LanePartition each : partitions.values()) {
            boolean later = next == null || next.number() <= lastGiven && each.number() > lastGiven;
            if (each.hasFetched() && later) {
                next = each;
            }
        }
        if (next == null) {
            return null;
        }
        lastGiven = next.number();
        boolean fresh = next.isFresh();
        chunks++;
        return new Chunk(next.give(maxEvents, maxBytes, chunks), chunks, fresh);
    }

    /** Marks of transactions stand in the log and are given to nobody: a cursor passes them when nothing before is unsettled. */
    void passMarks(Consumer<byte[], byte[]> consumer) {
        for (LanePartition each : partitions.values()) {
            if (each.isPlaced() && !each.hasFetched() && !each.isOutstanding()) {
                position(consumer, each).ifPresent(each::want);
            }
        }
    }

    /** Another reader begins, each partition at its cursor. */
    void restart(@Nullable Consumer<byte[], byte[]> consumer) {
        for (LanePartition each : partitions.values()) {
            each.restart();
            if (consumer != null && each.isPlaced()) {
                consumer.seek(topics.event(each.number()), each.committed());
            }
        }
    }

    private LanePartition begin(int number) {
        if (number >= topics.partitions()) {
            throw new IllegalStateException(topics.events() + " has more partitions than the " + topics.partitions()
                    + " that this node knows; set /journal/partitions to what it has, and restart all nodes");
        }
        LanePartition partition = new LanePartition(number);
        onCome.comes(partition);
        return partition;
    }

    /** Known soon after a partition has come; nothing blocks for it. */
    private OptionalLong position(Consumer<byte[], byte[]> consumer, LanePartition partition) {
        try {
            return OptionalLong.of(consumer.position(topics.event(partition.number()), Duration.ZERO));
        } catch (TimeoutException notYet) {
            return OptionalLong.empty();
        }
    }
}
