package dev.sluice.journal.kafka;

import dev.sluice.journal.JournalBusyException;
import dev.sluice.journal.JournalClosedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that hands records to the producer, which may block it. What is under way, from the asking to the acknowledgement,
 * is bounded in bytes and in number. Its methods may be called from any thread.
 */
final class RecordWriter implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(RecordWriter.class);

    /** More than a few seconds of writing: whoever comes then is better told to come later. */
    private static final long MAX_BYTES = 32L << 20;

    private static final int MAX_WRITES = 65_536;

    private static final Duration CLOSING = Duration.ofSeconds(5);

    /** One request to write, kept or broken as one when all its records are answered. */
    private static final class Write {
        private final List<ProducerRecord<byte[], byte[]>> records;
        private final Promise<List<RecordMetadata>> promise = Promise.promise();
        private final RecordMetadata[] written;
        private final AtomicInteger left;
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        Write(List<ProducerRecord<byte[], byte[]>> records) {
            this.records = records;
            written = new RecordMetadata[records.size()];
            left = new AtomicInteger(records.size());
        }

        void answered(int record, @Nullable RecordMetadata metadata, @Nullable Throwable broken) {
            if (broken != null) {
                failure.compareAndSet(null, broken);
            } else if (metadata != null) {
                written[record] = metadata;
            }
            if (left.decrementAndGet() > 0) {
                return;
            }
            Throwable first = failure.get();
            if (first != null) {
                promise.fail(BrokerFailures.told(first));
            } else {
                promise.complete(List.of(written));
            }
        }
    }

    private static final Write END = new Write(List.of());

    private final Clients clients;
    private final BlockingQueue<Write> waiting = new LinkedBlockingQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger writes = new AtomicInteger();
    private final Promise<Void> ended = Promise.promise();
    private final Object order = new Object();
    private boolean closed;
    private volatile boolean renew;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    RecordWriter(Clients clients) {
        this.clients = clients;
    }

    void start() {
        Thread thread = new Thread(this, "sluice-kafka-writer");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Writes what a sender brought.
     *
     * @param size bytes of the bodies
     * @return completes when all copies that are in step have all records; fails with {@link JournalBusyException} where too much is
     *     under way. After any other failure some of the records may be there
     */
    Future<List<RecordMetadata>> append(List<ProducerRecord<byte[], byte[]>> records, long size) {
        // Nothing under way takes any batch, so that no size is refused for ever.
        long before = bytes.getAndAdd(size);
        int others = writes.getAndIncrement();
        if (others > 0 && (before + size > MAX_BYTES || others >= MAX_WRITES)) {
            done(size);
            return Future.failedFuture(
                    new JournalBusyException("more waits for the brokers than the journal holds in memory"));
        }
        return write(records).onComplete(answered -> done(size));
    }

    /** Writes without a bound: for lanes, each of which has one step under way at a time. */
    Future<List<RecordMetadata>> write(List<ProducerRecord<byte[], byte[]>> records) {
        if (records.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        Write write = new Write(records);
        synchronized (order) {
            if (closed) {
                return Future.failedFuture(new JournalClosedException("the journal is closed"));
            }
            waiting.add(write);
        }
        return write.promise.future();
    }

    /** Writes what was asked for, as far as brokers take it, and ends. */
    Future<Void> close() {
        synchronized (order) {
            if (!closed) {
                closed = true;
                waiting.add(END);
            }
        }
        return ended.future();
    }

    @Override
    public void run() {
        try {
            for (Write write = waiting.take(); write != END; write = waiting.take()) {
                send(write);
            }
        } catch (InterruptedException interrupted) {
            LOG.error("The journal's writer was interrupted; appends fail until the next start");
            Thread.currentThread().interrupt();
        } finally {
            closeProducer();
            ended.complete();
        }
    }

    private void send(Write write) {
        for (int i = 0; i < write.records.size(); i++) {
            int record = i;
            try {
                producer()
                        .send(
                                write.records.get(i),
                                (metadata, failure) -> write.answered(record, metadata, noted(failure)));
            } catch (RuntimeException failure) {
                write.answered(record, null, noted(failure));
            }
        }
    }

    /** Of what a producer can't go on from, it is replaced. */
    private @Nullable Throwable noted(@Nullable Exception failure) {
        boolean goesOn = failure == null
                || failure instanceof RetriableException
                || failure instanceof RecordTooLargeException
                || failure instanceof AuthorizationException;
        if (!goesOn) {
            renew = true;
        }
        return failure;
    }

    private KafkaProducer<byte[], byte[]> producer() {
        if (renew) {
            renew = false;
            closeProducer();
        }
        KafkaProducer<byte[], byte[]> open = producer;
        if (open == null) {
            open = clients.writer();
            producer = open;
        }
        return open;
    }

    private void closeProducer() {
        if (producer != null) {
            producer.close(CLOSING);
            producer = null;
        }
    }

    private void done(long size) {
        bytes.addAndGet(-size);
        writes.decrementAndGet();
    }

    /** The newest offset written in each partition. */
    static Map<TopicPartition, Long> newest(List<RecordMetadata> written) {
        Map<TopicPartition, Long> newest = new HashMap<>();
        for (RecordMetadata each : written) {
            newest.merge(new TopicPartition(each.topic(), each.partition()), each.offset(), Math::max);
        }
        return newest;
    }
}
