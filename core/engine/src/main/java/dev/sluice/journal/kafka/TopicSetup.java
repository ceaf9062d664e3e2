package dev.sluice.journal.kafka;

import dev.sluice.config.HistoryConfig;
import dev.sluice.config.KafkaConfig;
import dev.sluice.journal.JournalUnusableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the journal's topics where they are missing and checks those that are there: nothing may be deleted that is not settled, and
 * what is acknowledged has to be on as many brokers as the configuration says. Blocks.
 */
final class TopicSetup {

    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);

    /** Space is given back a segment at a time, and the last one of a partition never. */
    private static final long LARGEST_SEGMENT_BYTES = 64L << 20;

    /** Of all that the topics may take, what can't be given back takes so little a part. */
    private static final long KEPT_PART = 8;

    private static final long SMALLEST_SEGMENT_BYTES = 1L << 20;

    /** A node that was away for so long still hears that something is gone. */
    private static final long TOMBSTONE_MILLIS = 7L * 24 * 60 * 60 * 1000;

    /** What the clients of this jar can read: its natives of other codecs are left out. */
    private static final Set<String> COMPRESSIONS = Set.of("producer", "uncompressed", "gzip");

    private final Topics topics;
    private final KafkaConfig config;
    private final HistoryConfig history;
    private final int maxRecordBytes;
    private final long segmentBytes;

    /** @param maxBytes what the topics may take */
    TopicSetup(Topics topics, KafkaConfig config, HistoryConfig history, int maxRecordBytes, long maxBytes) {
        this.topics = topics;
        this.config = config;
        this.history = history;
        this.maxRecordBytes = maxRecordBytes;
        long part = Math.min(LARGEST_SEGMENT_BYTES, maxBytes / KEPT_PART / topics.partitions());
        // A batch that is longer than a segment is refused.
        segmentBytes = Math.max(part, Math.max(SMALLEST_SEGMENT_BYTES, 2L * maxRecordBytes));
    }

    /**
     * Makes what is missing, and checks the rest.
     *
     * @throws JournalUnusableException where a topic is not as it has to be
     */
    void ensure(Admin admin) throws ExecutionException, InterruptedException {
        Map<String, TopicDescription> present = describe(admin);
        List<NewTopic> missing = new ArrayList<>();
        for (String topic : topics.all()) {
            if (!present.containsKey(topic)) {
                missing.add(wanted(topic));
            }
        }
        if (!missing.isEmpty()) {
            create(admin, missing);
            present = describe(admin);
        }
        check(admin, present);
    }

    /**
     * Checks what is there.
     *
     * @throws JournalUnusableException where a topic is missing or not as it has to be
     */
    void check(Admin admin) throws ExecutionException, InterruptedException {
        Map<String, TopicDescription> present = describe(admin);
        for (String topic : topics.all()) {
            if (!present.containsKey(topic)) {
                throw new JournalUnusableException("there is no topic " + topic + " at " + config.bootstrapServers()
                        + "; see /journal/topic, or start the relay once");
            }
        }
        check(admin, present);
    }

    private Map<String, TopicDescription> describe(Admin admin) throws ExecutionException, InterruptedException {
        Map<String, TopicDescription> found = new HashMap<>();
        for (var each : admin.describeTopics(topics.all()).topicNameValues().entrySet()) {
            try {
                found.put(each.getKey(), each.getValue().get());
            } catch (ExecutionException failure) {
                if (!(failure.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw failure;
                }
            }
        }
        return found;
    }

    private void create(Admin admin, List<NewTopic> missing) throws ExecutionException, InterruptedException {
        for (var each : admin.createTopics(missing).values().entrySet()) {
            try {
                each.getValue().get();
                LOG.info("Made the topic {}", each.getKey());
            } catch (ExecutionException failure) {
                // Another node starts at the same time.
                if (!(failure.getCause() instanceof TopicExistsException)) {
                    throw failure;
                }
            }
        }
    }

    private NewTopic wanted(String topic) {
        Map<String, String> settings = new HashMap<>(Map.of(
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                Integer.toString(inSync()),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(maxRecordBytes),
                TopicConfig.COMPRESSION_TYPE_CONFIG,
                "producer",
                TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
                "false",
                // Else a node whose clock is ahead would have its events refused.
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "LogAppendTime",
                TopicConfig.SEGMENT_BYTES_CONFIG,
                Long.toString(segmentBytes)));
        if (topic.equals(topics.history())) {
            long segment = Math.min(LARGEST_SEGMENT_BYTES, history.maxBytes().bytes() / 4);
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            settings.put(
                    TopicConfig.RETENTION_MS_CONFIG,
                    Long.toString(history.maxAge().toMillis()));
            settings.put(
                    TopicConfig.RETENTION_BYTES_CONFIG,
                    Long.toString(history.maxBytes().bytes()));
            settings.put(TopicConfig.SEGMENT_BYTES_CONFIG, Long.toString(Math.max(SMALLEST_SEGMENT_BYTES, segment)));
        } else if (topic.equals(topics.events())) {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            settings.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
            settings.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
        } else {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
            settings.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, Long.toString(TOMBSTONE_MILLIS));
        }
        return new NewTopic(topic, Optional.of(partitions(topic)), Optional.of((short) config.replication()))
                .configs(settings);
    }

    private void check(Admin admin, Map<String, TopicDescription> present)
            throws ExecutionException, InterruptedException {
        List<ConfigResource> resources = topics.all().stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        Map<ConfigResource, Config> settings =
                admin.describeConfigs(resources).all().get();
        for (ConfigResource resource : resources) {
            String topic = resource.name();
            TopicDescription description = present.get(topic);
            if (description == null) {
                throw new UnknownTopicOrPartitionException("the topic " + topic + " is not there yet");
            }
            checkCopies(description);
            checkSettings(topic, settings.get(resource));
        }
    }

    private void checkCopies(TopicDescription topic) {
        int wanted = partitions(topic.name());
        int there = topic.partitions().size();
        if (there != wanted) {
            throw unusable(
                    topic.name(),
                    "has " + there + " partitions and should have " + wanted
                            + "; change /journal/partitions, or give the topic more with kafka-topics --alter");
        }
        int copies = topic.partitions().get(0).replicas().size();
        if (copies < config.replication()) {
            throw unusable(
                    topic.name(),
                    "has " + copies + " copies of each event, and /journal/replication says " + config.replication()
                            + "; lower that, or raise the topic's with kafka-reassign-partitions");
        }
    }

    private void checkSettings(String topic, Config settings) {
        boolean deletes = topic.equals(topics.events()) || topic.equals(topics.history());
        expect(
                topic,
                settings,
                TopicConfig.CLEANUP_POLICY_CONFIG,
                deletes ? TopicConfig.CLEANUP_POLICY_DELETE : TopicConfig.CLEANUP_POLICY_COMPACT);
        if (topic.equals(topics.events())) {
            expect(topic, settings, TopicConfig.RETENTION_MS_CONFIG, "-1");
            expect(topic, settings, TopicConfig.RETENTION_BYTES_CONFIG, "-1");
        }
        expect(topic, settings, TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
        atLeast(topic, settings, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, inSync());
        atLeast(topic, settings, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, maxRecordBytes);
        String compression = value(settings, TopicConfig.COMPRESSION_TYPE_CONFIG);
        if (!compression.isEmpty() && !COMPRESSIONS.contains(compression)) {
            throw unusable(
                    topic,
                    "is kept with compression.type=" + compression + ", which Sluice can't read; set it to producer");
        }
    }

    private static void expect(String topic, Config settings, String name, String wanted) {
        String value = value(settings, name);
        if (!value.isEmpty() && !value.equals(wanted)) {
            throw unusable(topic, "has " + name + "=" + value + "; set it to " + wanted + " with kafka-configs");
        }
    }

    private static void atLeast(String topic, Config settings, String name, long wanted) {
        String value = value(settings, name);
        if (!value.isEmpty() && Long.parseLong(value) < wanted) {
            throw unusable(
                    topic, "has " + name + "=" + value + "; set it to " + wanted + " or more with kafka-configs");
        }
    }

    /** Empty where the brokers know no such setting: those of other makers leave some out. */
    private static String value(Config settings, String name) {
        ConfigEntry entry = settings.get(name);
        return entry == null || entry.value() == null ? "" : entry.value();
    }

    private static JournalUnusableException unusable(String topic, String what) {
        return new JournalUnusableException("the topic " + topic + " " + what);
    }

    /** All copies but one, so that one broker may be away; with two copies, both. */
    private int inSync() {
        return config.replication() < 3 ? config.replication() : config.replication() - 1;
    }

    private int partitions(String topic) {
        return topic.equals(topics.events()) || topic.equals(topics.parked()) ? topics.partitions() : 1;
    }
}
