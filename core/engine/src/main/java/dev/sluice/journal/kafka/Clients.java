package dev.sluice.journal.kafka;

import dev.sluice.config.KafkaConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes clients of Kafka with the settings that the journal's promises rest on; the configuration adds security and nothing else.
 * Their calls block: each client belongs to one thread of the journal's own.
 */
final class Clients {

    /** Room beside an event in its record, for what is told of it; what was made of the event is left out where it has no room. */
    static final int RECORD_OVERHEAD_BYTES = 1 << 20;

    /** What waits for brokers in one producer. */
    private static final long BUFFER_BYTES = 64L << 20;

    /** What a consumer takes at once from each broker; a record that is longer comes alone. */
    private static final int FETCH_BYTES = 4 << 20;

    private static final int PARTITION_FETCH_BYTES = 1 << 20;

    /** How long a fetch waits for records; whoever leaves waits for it. */
    private static final Duration FETCH_WAIT = Duration.ofMillis(200);

    /** A reader's chunk: no more is decoded than is soon given out. */
    private static final int POLL_RECORDS = 512;

    /** An answer that takes longer is asked for again. */
    private static final Duration REQUEST = Duration.ofSeconds(2);

    /** A sender has its answer after three seconds; what is not stored by then, it sends again. */
    private static final Duration DELIVERY = Duration.ofSeconds(3);

    /** A transaction that its node leaves open holds up those who read behind it. */
    private static final Duration TRANSACTION = Duration.ofSeconds(15);

    /** A node that is not heard of for so long is given up: its partitions move. */
    private static final Duration SESSION = Duration.ofSeconds(10);

    /** What may not stand in a name that the brokers are told. */
    private static final Pattern NO_NAME = Pattern.compile("[^A-Za-z0-9._-]");

    private final KafkaConfig config;

    Clients(KafkaConfig config) {
        this.config = config;
    }

    /** The longest record of any topic. */
    int maxRecordBytes() {
        return Math.toIntExact(config.maxEvent().bytes() + RECORD_OVERHEAD_BYTES);
    }

    Admin admin() {
        return Admin.create(common());
    }

    /** Acknowledged by all copies that are in step; written once, in order, however often it is tried. */
    KafkaProducer<byte[], byte[]> writer() {
        Map<String, Object> settings = producer();
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis());
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY.toMillis());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** The same for transactions under an id, which one producer holds at a time. */
    KafkaProducer<byte[], byte[]> transactions(String id) {
        Map<String, Object> settings = producer();
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TRANSACTION.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) TRANSACTION.toMillis());
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TRANSACTION.toMillis());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * A member of a destination's group. Whoever joins or leaves moves no partition but those that have to move. A node with an id
     * that crashes and is soon there again has its partitions back at once, where the group would else wait until it gives up the one
     * that crashed; so whoever goes for good has to say so ({@link #leaving}), or others say it ({@link LostMembers}).
     */
    KafkaConsumer<byte[], byte[]> member(String group) {
        Map<String, Object> settings = consumer();
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.nodeId().ifPresent(id -> settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance(id)));
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SESSION.toMillis());
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) SESSION.toMillis() / 10);
        settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 60_000);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** By what the brokers know a node again. */
    static String instance(String nodeId) {
        return NO_NAME.matcher(nodeId).replaceAll("-");
    }

    /** How a member ends that leaves its partitions to others at once. */
    static CloseOptions leaving(Duration limit) {
        return CloseOptions.timeout(limit)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
    }

    /** Reads the partitions that it is told to. */
    KafkaConsumer<byte[], byte[]> reader() {
        return new KafkaConsumer<>(consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> producer() {
        Map<String, Object> settings = common();
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A lone event waits for nobody; under load batches form while others are on their way.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(BUFFER_BYTES, 2L * maxRecordBytes()));
        // Not the configured bound, which may once have been higher: what was accepted then can still be set aside or
        // given up.
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, (int) Math.max(BUFFER_BYTES, maxRecordBytes()));
        return settings;
    }

    private Map<String, Object> consumer() {
        Map<String, Object> settings = common();
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // Brokers forget the cursors of a group that nobody was in for a week; the log still has what was not settled.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) FETCH_WAIT.toMillis());
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
        return settings;
    }

    private Map<String, Object> common() {
        Map<String, Object> settings = new HashMap<>();
        config.client().forEach((name, value) -> settings.put(name, value.reveal()));
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, "sluice");
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST.toMillis());
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) REQUEST.toMillis() + 1_000);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
        // Nothing is told to the brokers of how their client fares.
        settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        return settings;
    }
}
