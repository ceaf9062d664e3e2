package dev.sluice.journal.kafka;

import dev.sluice.journal.JournalBusyException;
import dev.sluice.journal.JournalStatus;
import dev.sluice.journal.TrailDraft;
import dev.sluice.journal.trail.EventTrail;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks for all that the topics know of an event: reads what the log still has and the whole history, on a thread and with a consumer
 * of its own, a few records at a time. One search at a time.
 */
final class KafkaTrailSearch {

    private static final Duration POLL = Duration.ofMillis(500);

    /** Read at once of what is set aside. */
    private static final int ROWS = 256;

    private final Clients clients;
    private final Topics topics;
    private final StateStore store;
    private final StateReader state;
    private final Supplier<Set<String>> destinations;
    private final Supplier<JournalStatus> status;
    private final Semaphore free = new Semaphore(1);

    KafkaTrailSearch(
            Clients clients,
            Topics topics,
            StateStore store,
            StateReader state,
            Supplier<Set<String>> destinations,
            Supplier<JournalStatus> status) {
        this.clients = clients;
        this.topics = topics;
        this.store = store;
        this.state = state;
        this.destinations = destinations;
        this.status = status;
    }

    Future<EventTrail> find(String eventId) {
        if (!free.tryAcquire()) {
            return Future.failedFuture(new JournalBusyException("another search runs; ask again when it is done"));
        }
        TrailDraft draft = new TrailDraft(eventId, destinations.get(), status.get());
        return state.catchUp().compose(seen -> search(draft)).onComplete(done -> free.release());
    }

    private Future<EventTrail> search(TrailDraft draft) {
        Promise<EventTrail> found = Promise.promise();
        Thread search = new Thread(
                () -> {
                    try (KafkaConsumer<byte[], byte[]> consumer = clients.reader()) {
                        read(consumer, topics.eventPartitions(), record -> draft.inLog(EventRecords.read(record)));
                        readParked(draft);
                        read(
                                consumer,
                                List.of(topics.historyPartition()),
                                record -> HistoryRecords.show(record, draft));
                        found.complete(draft.trail());
                    } catch (SQLException | RuntimeException failure) {
                        found.fail(BrokerFailures.told(failure));
                    }
                },
                "sluice-kafka-search");
        search.setDaemon(true);
        search.start();
        return found.future();
    }

    /** Shows all that is there now. */
    private static void read(
            KafkaConsumer<byte[], byte[]> consumer,
            List<TopicPartition> partitions,
            Consumer<ConsumerRecord<byte[], byte[]>> shown) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(shown);
        }
    }

    private void readParked(TrailDraft draft) throws SQLException {
        try (Connection connection = store.openForReading();
                PreparedStatement select = connection.prepareStatement("""
                SELECT parked.rowid, parked.destination, received_at, body, coalesce(due_at, 0) FROM parked
                LEFT JOIN parked_keys ON parked_keys.destination = parked.destination AND parked_keys.key = parked.key
                WHERE parked.rowid > ? ORDER BY parked.rowid LIMIT ?
                """)) {
            long last = 0;
            boolean more = true;
            while (more) {
                select.setLong(1, last);
                select.setInt(2, ROWS);
                more = false;
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        last = row.getLong(1);
                        draft.setAside(row.getString(2), row.getBytes(4), row.getLong(3), row.getLong(5));
                        more = true;
                    }
                }
            }
        }
    }
}
