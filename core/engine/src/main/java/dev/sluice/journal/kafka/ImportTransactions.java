package dev.sluice.journal.kafka;

import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.ImportMark;
import dev.sluice.journal.ImportMovedException;
import dev.sluice.journal.ImportPosition;
import dev.sluice.journal.JournalBusyException;
import dev.sluice.journal.JournalClosedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Takes parts of files in: events and the file's new position in one transaction, on one thread. A file has a transactional id, which
 * one producer holds in the whole cluster; whoever takes it ends what others had begun and then reads how far they came.
 */
final class ImportTransactions {

    /** Parts of files that wait; importers wait for the answer to each. */
    private static final long MAX_BYTES = 64L << 20;

    private static final long READ_SECONDS = 15;
    private static final Duration CLOSING = Duration.ofSeconds(1);

    /** The file that is imported now. */
    private static final class Running {
        private final String name;
        private final KafkaProducer<byte[], byte[]> producer;
        private long bytes;

        Running(String name, KafkaProducer<byte[], byte[]> producer, long bytes) {
            this.name = name;
            this.producer = producer;
            this.bytes = bytes;
        }
    }

    private final Clients clients;
    private final Topics topics;
    private final LetterRecords letters;
    private final PositionRecords positions;
    private final StateStore store;
    private final StateReader state;
    private final AtomicLong waitingBytes = new AtomicLong();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread imports = new Thread(task, "sluice-kafka-import");
        imports.setDaemon(true);
        return imports;
    });
    private @Nullable Running running;
    private @Nullable Connection reading;

    ImportTransactions(Clients clients, Topics topics, LetterRecords letters, StateStore store, StateReader state) {
        this.clients = clients;
        this.topics = topics;
        this.letters = letters;
        this.store = store;
        this.state = state;
        positions = new PositionRecords(topics.positions());
    }

    /** Appends a part as {@link dev.sluice.journal.Journal#append} does; answers what was written. */
    Future<Map<TopicPartition, Long>> append(AppendBatch batch, ImportMark mark) {
        long size = batch.bytes();
        if (waitingBytes.getAndAdd(size) > 0 && waitingBytes.get() > MAX_BYTES) {
            waitingBytes.addAndGet(-size);
            return Future.failedFuture(new JournalBusyException("other parts of files wait to be stored"));
        }
        return ask(() -> store(batch, mark))
                .onComplete(done -> waitingBytes.addAndGet(-size))
                // So that whoever asks for the position next is told this one.
                .compose(written -> state.applied(written).map(written));
    }

    /** How far a file is taken in. */
    Future<ImportPosition> position(String name) {
        return ask(() -> read(name));
    }

    Future<Void> close() {
        Future<Void> closed = ask(() -> {
            drop();
            if (reading != null) {
                reading.close();
            }
            return null;
        });
        thread.shutdown();
        return closed.otherwiseEmpty();
    }

    private interface Question<T> {
        T answer() throws Exception;
    }

    private <T> Future<T> ask(Question<T> question) {
        Promise<T> promise = Promise.promise();
        try {
            thread.execute(() -> {
                try {
                    promise.complete(question.answer());
                } catch (Exception failure) {
                    promise.fail(BrokerFailures.told(failure));
                }
            });
        } catch (RejectedExecutionException closed) {
            promise.fail(new JournalClosedException("the journal is closed"));
        }
        return promise.future();
    }

    private Map<TopicPartition, Long> store(AppendBatch batch, ImportMark mark) throws Exception {
        try {
            return store(batch, mark, of(mark.name()));
        } catch (KafkaException failure) {
            if (!BrokerFailures.isFenced(failure)) {
                throw failure;
            }
            // Another node has taken the file over meanwhile: go on where that one stands.
            return store(batch, mark, of(mark.name()));
        }
    }

    private Map<TopicPartition, Long> store(AppendBatch batch, ImportMark mark, Running file) throws Exception {
        if (mark.from() != file.bytes) {
            throw new ImportMovedException(mark, file.bytes);
        }
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        EventRecords.of(topics.events(), batch, records);
        batch.quarantined().forEach(letter -> records.add(letters.file(letter)));
        records.add(positions.moved(mark));
        try {
            List<java.util.concurrent.Future<RecordMetadata>> sent = new ArrayList<>(records.size());
            file.producer.beginTransaction();
            records.forEach(record -> sent.add(file.producer.send(record)));
            file.producer.commitTransaction();
            file.bytes = mark.to().bytes();
            List<RecordMetadata> written = new ArrayList<>(sent.size());
            for (java.util.concurrent.Future<RecordMetadata> each : sent) {
                written.add(each.get());
            }
            return RecordWriter.newest(written);
        } catch (KafkaException failure) {
            // Whether it was committed is known when the id is taken again.
            drop();
            throw failure;
        }
    }

    private Running of(String name) throws Exception {
        Running current = running;
        if (current != null && current.name.equals(name)) {
            return current;
        }
        drop();
        KafkaProducer<byte[], byte[]> producer = clients.transactions(topics.importId(name));
        try {
            producer.initTransactions();
            current = new Running(name, producer, read(name).bytes());
            running = current;
            return current;
        } catch (Exception failure) {
            producer.close(Duration.ZERO);
            throw failure;
        }
    }

    private void drop() {
        if (running != null) {
            running.producer.close(CLOSING);
            running = null;
        }
    }

    private ImportPosition read(String name) throws Exception {
        state.catchUp(List.of(topics.positionPartition()))
                .toCompletionStage()
                .toCompletableFuture()
                .get(READ_SECONDS, TimeUnit.SECONDS);
        if (reading == null) {
            reading = store.openForReading();
        }
        return select(reading, name);
    }

    private static ImportPosition select(Connection connection, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT value FROM positions WHERE key = ?")) {
            select.setString(1, PositionRecords.FILE + name);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? PositionRecords.position(row.getString(1)) : ImportPosition.START;
            }
        }
    }
}
