package dev.sluice.journal.kafka;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.ReplicaInfo;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for ends, cursors and sizes, deletes what every destination has settled, and moves cursors of groups that nobody is in. All of
 * it blocks; for the {@link BrokerWatch}'s thread.
 */
final class LogWatch {

    private static final Logger LOG = LoggerFactory.getLogger(LogWatch.class);

    private final Topics topics;
    private final LogStatus status;
    private final Map<Integer, Long> begins = new HashMap<>();
    private final Set<Integer> cutShort = new HashSet<>();
    private Map<Integer, Long> ends = Map.of();
    private Map<String, Map<Integer, Long>> stands = Map.of();
    private boolean sizesForbidden;
    private boolean sizesUnknown;

    LogWatch(Topics topics, LogStatus status) {
        this.topics = topics;
        this.status = status;
    }

    /** Reads where partitions begin and end and where the destinations stand. */
    void look(Admin admin, Set<String> destinations) throws ExecutionException, InterruptedException {
        offsets(admin, OffsetSpec.earliest()).forEach(begins::put);
        stands = committed(admin, destinations);
        // After the cursors, so that none is past its end.
        ends = offsets(admin, OffsetSpec.latest());
        ends.forEach(status::ends);
        for (String destination : destinations) {
            for (int partition = 0; partition < topics.partitions(); partition++) {
                status.moved(destination, partition, stands(destination, partition));
            }
        }
    }

    /** Reads how much room the topics take, each partition once. */
    void weigh(Admin admin) throws ExecutionException, InterruptedException {
        if (sizesForbidden) {
            return;
        }
        try {
            List<Integer> brokers =
                    admin.describeCluster().nodes().get().stream().map(Node::id).toList();
            Map<TopicPartition, Long> sizes = new HashMap<>();
            for (Map<String, LogDirDescription> folders :
                    admin.describeLogDirs(brokers).allDescriptions().get().values()) {
                for (LogDirDescription folder : folders.values()) {
                    for (Map.Entry<TopicPartition, ReplicaInfo> each :
                            folder.replicaInfos().entrySet()) {
                        if (topics.all().contains(each.getKey().topic())) {
                            sizes.merge(each.getKey(), each.getValue().size(), Math::max);
                        }
                    }
                }
            }
            status.takes(sizes.values().stream().mapToLong(Long::longValue).sum());
            sizesUnknown = false;
        } catch (ExecutionException failure) {
            if (!(failure.getCause() instanceof AuthorizationException)) {
                weighedNot(failure);
                return;
            }
            sizesForbidden = true;
            LOG.warn(
                    "The brokers do not tell how large the topics are, so journal.maxBytes bounds nothing: {}; allow"
                            + " Describe on the cluster",
                    failure.getCause().getMessage());
        }
    }

    /** Without an offset a consumer begins at the first event there is. */
    private long stands(String destination, int partition) {
        return stands.getOrDefault(destination, Map.of()).getOrDefault(partition, begins.getOrDefault(partition, 0L));
    }

    /** What has come since stands at numbers that were settled once, and is not. */
    private void leave(int partition, long cursor) {
        if (cutShort.add(partition)) {
            LOG.warn(
                    "{} ends before {}, which was settled: the brokers have lost the end of it; nothing of it is deleted"
                            + " until it is longer again",
                    topics.event(partition),
                    cursor);
        }
    }

    /** One broker that does not tell is no reason to refuse events: the size of before counts until all tell again. */
    private void weighedNot(ExecutionException failure) {
        if (!sizesUnknown) {
            sizesUnknown = true;
            LOG.warn(
                    "The brokers do not tell how large the topics are now: {}; it is asked again, and what they said last"
                            + " counts",
                    BrokerFailures.words(failure));
        }
    }

    /** Deletes what all of these destinations have settled, as it was last looked. */
    void deleteSettled(Admin admin, Set<String> destinations) throws ExecutionException, InterruptedException {
        Map<TopicPartition, RecordsToDelete> settled = new HashMap<>();
        for (int partition = 0; partition < topics.partitions(); partition++) {
            int each = partition;
            long lowest = destinations.stream()
                    .mapToLong(destination -> stands(destination, each))
                    .min()
                    .orElse(0);
            if (lowest > ends.getOrDefault(partition, 0L)) {
                leave(partition, lowest);
            } else if (lowest > begins.getOrDefault(partition, 0L)) {
                settled.put(topics.event(partition), RecordsToDelete.beforeOffset(lowest));
            }
        }
        if (!settled.isEmpty()) {
            admin.deleteRecords(settled).all().get();
        }
    }

    /** Where these destinations stand in each partition; those that never committed an offset have none. */
    Map<String, Map<Integer, Long>> committed(Admin admin, Set<String> destinations)
            throws ExecutionException, InterruptedException {
        ListConsumerGroupOffsetsSpec all = new ListConsumerGroupOffsetsSpec().topicPartitions(topics.eventPartitions());
        var asked = admin.listConsumerGroupOffsets(
                destinations.stream().collect(Collectors.toMap(topics::group, destination -> all)));
        Map<String, Map<Integer, Long>> found = new HashMap<>();
        for (String destination : destinations) {
            Map<Integer, Long> offsets = new HashMap<>();
            try {
                asked.partitionsToOffsetAndMetadata(topics.group(destination))
                        .get()
                        .forEach((partition, offset) -> {
                            if (offset != null) {
                                offsets.put(partition.partition(), offset.offset());
                            }
                        });
            } catch (ExecutionException failure) {
                if (!(failure.getCause() instanceof GroupIdNotFoundException)) {
                    throw failure;
                }
            }
            found.put(destination, offsets);
        }
        return found;
    }

    /** Where each partition begins or ends. */
    Map<Integer, Long> offsets(Admin admin, OffsetSpec which) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked =
                topics.eventPartitions().stream().collect(Collectors.toMap(each -> each, each -> which));
        Map<Integer, Long> found = new HashMap<>();
        admin.listOffsets(asked)
                .all()
                .get()
                .forEach((partition, offset) -> found.put(partition.partition(), offset.offset()));
        return found;
    }

    /** Where partitions end, past all that is committed. Does not block. */
    static Future<Map<TopicPartition, Long>> committedEnds(Admin admin, Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(each -> asked.put(each, OffsetSpec.latest()));
        ListOffsetsOptions committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
        Promise<Map<TopicPartition, Long>> found = Promise.promise();
        admin.listOffsets(asked, committed).all().whenComplete((offsets, failure) -> {
            if (failure != null) {
                found.fail(BrokerFailures.told(failure));
            } else {
                Map<TopicPartition, Long> ends = new HashMap<>();
                offsets.forEach((partition, offset) -> ends.put(partition, offset.offset()));
                found.complete(ends);
            }
        });
        return found.future();
    }

    /** Gives a destination that is new its first cursors; where another node is ahead with it, that one's stay. */
    void begin(Admin admin, String destination, Map<Integer, Long> cursors)
            throws ExecutionException, InterruptedException {
        alter(admin, destination, cursors);
    }

    /** Moves cursors of a destination that nobody reads for, never back; one that is read for elsewhere is left alone. */
    void move(Admin admin, String destination, Map<Integer, Long> cursors)
            throws ExecutionException, InterruptedException {
        Map<Integer, Long> forward = new HashMap<>(cursors);
        forward.entrySet().removeIf(cursor -> cursor.getValue() <= status.cursor(destination, cursor.getKey()));
        if (!forward.isEmpty() && alter(admin, destination, forward)) {
            forward.forEach((partition, next) -> status.moved(destination, partition, next));
        }
    }

    /** Answers whether they were moved; they are not where a member of the group is there. */
    private boolean alter(Admin admin, String destination, Map<Integer, Long> cursors)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        cursors.forEach((partition, next) -> offsets.put(topics.event(partition), new OffsetAndMetadata(next)));
        try {
            admin.alterConsumerGroupOffsets(topics.group(destination), offsets)
                    .all()
                    .get();
            return true;
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause();
            if (cause instanceof UnknownMemberIdException
                    || cause instanceof GroupNotEmptyException
                    || cause instanceof RebalanceInProgressException) {
                return false;
            }
            throw failure;
        }
    }
}
