package dev.sluice.journal.kafka;

import static dev.sluice.journal.Waiting.await;

import dev.sluice.config.DataSize;
import dev.sluice.config.HistoryConfig;
import dev.sluice.config.KafkaConfig;
import dev.sluice.config.Secret;
import dev.sluice.journal.Journal;
import dev.sluice.journal.JournalClosedException;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;

/** Journals on topics of their own, at the broker of the test run; closed in the end. */
final class KafkaFixture implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(10);

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String topic = "test-" + UUID.randomUUID();
    private final int partitions;
    private final List<Journal> opened = new ArrayList<>();

    KafkaFixture(int partitions) {
        this.partitions = partitions;
    }

    String topic() {
        return topic;
    }

    Topics topics() {
        return new Topics(topic, partitions);
    }

    KafkaConfig config() {
        return config(Optional.empty());
    }

    /** Of a node that the brokers know again. */
    KafkaConfig configOf(String nodeId) {
        return config(Optional.of(nodeId));
    }

    private KafkaConfig config(Optional<String> nodeId) {
        return new KafkaConfig(
                SharedBroker.get().bootstrapServers(), topic, partitions, 1, DataSize.mebibytes(5), nodeId, Map.of());
    }

    /** At another address, with these settings of clients. */
    KafkaConfig config(String servers, Map<String, String> client) {
        Map<String, Secret> secrets = new HashMap<>();
        client.forEach((name, value) -> secrets.put(name, new Secret(value)));
        return new KafkaConfig(servers, topic, partitions, 1, DataSize.mebibytes(5), Optional.empty(), secrets);
    }

    Clients clients() {
        return new Clients(config());
    }

    KafkaJournal open(String... destinations) {
        return open(config(), Clock.systemUTC(), destinations);
    }

    KafkaJournal open(KafkaConfig config, Clock clock, String... destinations) {
        return open(config, DataSize.mebibytes(512), clock, destinations);
    }

    KafkaJournal open(KafkaConfig config, DataSize maxBytes, Clock clock, String... destinations) {
        KafkaJournal journal = KafkaJournal.open(
                config, maxBytes, HistoryConfig.STANDARD, List.of(destinations), KafkaJournal.Missing.MAKE, clock);
        opened.add(journal);
        return journal;
    }

    /** Asks the broker as an operator would. */
    <T> T ask(Question<T> question) throws Exception {
        try (Admin admin = clients().admin()) {
            return question.of(admin);
        }
    }

    interface Question<T> {
        T of(Admin admin) throws Exception;
    }

    /** Looks again and again until something is so; a test that waits in vain has failed. */
    static void until(String what, BooleanSupplier isSo) {
        Awaitility.await(what).pollInterval(POLL).atMost(LIMIT).until(isSo::getAsBoolean);
    }

    @Override
    public void close() {
        opened.forEach(journal -> await(journal.close()
                .recover(closed -> closed instanceof JournalClosedException
                        ? Future.succeededFuture()
                        : Future.failedFuture(closed))));
    }
}
