package dev.sluice.journal.kafka;

import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.Attempts;
import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.JournalBusyException;
import dev.sluice.journal.ParkedEvent;
import dev.sluice.journal.Replayed;
import dev.sluice.journal.StoredEvent;
import dev.sluice.journal.StoredLetter;
import dev.sluice.journal.trail.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * One replay: letters go and their events are on their way in the same transaction, so that each is in one place. One node at a time
 * holds the id of these transactions. Blocks; for one thread.
 */
final class LetterReplay implements AutoCloseable {

    private static final Duration CLOSING = Duration.ofSeconds(2);

    /** Makes the records that take a letter out. */
    interface Removal {
        List<ProducerRecord<byte[], byte[]>> of(StoredLetter letter, Outcome outcome, String detail);
    }

    private final Topics topics;
    private final Set<String> destinations;
    private final Clock clock;
    private final Function<DeadLetter, AppendBatch> ingest;
    private final ParkedRecords parked;
    private final KafkaProducer<byte[], byte[]> producer;
    private Map<TopicPartition, Long> written = Map.of();

    /** Takes the id; a replay that another node has begun ends. */
    LetterReplay(
            Clients clients,
            Topics topics,
            Set<String> destinations,
            Clock clock,
            Function<DeadLetter, AppendBatch> ingest) {
        this.topics = topics;
        this.destinations = destinations;
        this.clock = clock;
        this.ingest = ingest;
        parked = new ParkedRecords(topics.parked());
        producer = clients.transactions(topics.replayId());
        try {
            producer.initTransactions();
        } catch (KafkaException failure) {
            close();
            throw failure;
        }
    }

    /**
     * Sends some letters on their way, all or none.
     *
     * @throws JournalBusyException where another node has begun a replay meanwhile
     */
    Replayed replay(List<StoredLetter> letters, Removal removal) throws ExecutionException, InterruptedException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        long moved = 0;
        for (StoredLetter stored : letters) {
            if (addEvent(stored, records)) {
                records.addAll(removal.of(stored, Outcome.REPLAYED, ""));
                moved++;
            }
        }
        written = records.isEmpty() ? Map.of() : write(records);
        return new Replayed(moved, letters.size() - moved);
    }

    /** The newest offsets that the last letters brought. */
    Map<TopicPartition, Long> written() {
        return written;
    }

    @Override
    public void close() {
        producer.close(CLOSING);
    }

    private Map<TopicPartition, Long> write(List<ProducerRecord<byte[], byte[]>> records)
            throws ExecutionException, InterruptedException {
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
            producer.beginTransaction();
            records.forEach(record -> sent.add(producer.send(record)));
            producer.commitTransaction();
            List<RecordMetadata> done = new ArrayList<>(sent.size());
            for (Future<RecordMetadata> each : sent) {
                done.add(each.get());
            }
            return RecordWriter.newest(done);
        } catch (KafkaException failure) {
            if (BrokerFailures.isFenced(failure)) {
                throw new JournalBusyException(
                        "another node replays dead letters now; ask again for those that are left");
            }
            throw failure;
        }
    }

    /** Adds what sends a letter's event on its way; answers whether it can be. */
    private boolean addEvent(StoredLetter stored, List<ProducerRecord<byte[], byte[]>> records) {
        DeadLetter letter = stored.letter();
        if (letter.source().equals(DeadLetter.INGEST)) {
            AppendBatch batch = ingest.apply(letter);
            if (batch.isEmpty() || !batch.quarantined().isEmpty()) {
                return false;
            }
            EventRecords.of(topics.events(), batch, records);
            return true;
        }
        if (!destinations.contains(letter.source())) {
            return false;
        }
        long now = clock.millis();
        int partition = letter.partition() >= 0 ? letter.partition() : ParkedId.partition(letter.offset());
        StoredEvent event = new StoredEvent(0, -1, letter.receivedAtMillis(), letter.original());
        // Under a key of its own, so that it waits for nobody else's throttling.
        records.add(parked.park(
                letter.source(),
                ParkedId.ofLetter(partition, stored.id()),
                new ParkedEvent(event, "replay", now, now, Attempts.none(now))));
        return true;
    }
}
