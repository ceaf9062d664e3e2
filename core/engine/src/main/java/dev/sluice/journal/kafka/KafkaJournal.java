package dev.sluice.journal.kafka;

import dev.sluice.config.DataSize;
import dev.sluice.config.HistoryConfig;
import dev.sluice.config.KafkaConfig;
import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.DeadLetters;
import dev.sluice.journal.ImportPosition;
import dev.sluice.journal.Journal;
import dev.sluice.journal.JournalClosedException;
import dev.sluice.journal.JournalFullException;
import dev.sluice.journal.JournalReader;
import dev.sluice.journal.JournalStatus;
import dev.sluice.journal.JournalUnavailableException;
import dev.sluice.journal.JournalUnusableException;
import dev.sluice.journal.Settlement;
import dev.sluice.journal.trail.EventTrail;
import io.vertx.core.Future;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal in Kafka. A person's events stay in one partition; a destination is a consumer group, and its committed offsets are its
 * cursors; what is given up or set aside stands in compacted topics. Where a step of a lane's account takes several records, the
 * cursor moves when the brokers have all of them, so that a step that is cut short is done again and nothing is passed.
 */
public final class KafkaJournal implements Journal {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaJournal.class);

    /** A start waits so long for the brokers at most. */
    private static final Duration FIRST_TRY = Duration.ofSeconds(8);

    private static final long CLOSING_SECONDS = 10;

    private final Topics topics;
    private final Clients clients;
    private final long maxBytes;
    private final Clock clock;
    private final StateStore store;
    private final StateReader state;
    private final LogStatus log = new LogStatus();
    private final RecordWriter writer;
    private final BrokerWatch watch;
    private final KeptEvents kept;
    private final LogWatch asked;
    private final LetterRecords letterRecords;
    private final StepRecords steps;
    private final ImportTransactions imports;
    private final KafkaDeadLetters letters;
    private final KafkaTrailSearch search;
    private final LostMembers lost;
    private final KafkaLanes lanes;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** What is to be done with topics that are missing. */
    public enum Missing {
        /** They are made. */
        MAKE,
        /** Opening fails. */
        REFUSE
    }

    private KafkaJournal(
            KafkaConfig config,
            DataSize maxBytes,
            HistoryConfig history,
            List<String> destinations,
            Missing missing,
            Clock clock)
            throws IOException, SQLException {
        topics = new Topics(config.topic(), config.partitions());
        clients = new Clients(config);
        this.maxBytes = maxBytes.bytes();
        this.clock = clock;
        store = new StateStore(topics, StateFile.make());
        state = new StateReader(clients, topics, store, this::ends, this::parkedChanged);
        writer = new RecordWriter(clients);
        letterRecords = new LetterRecords(topics.deadLetters(), clients.maxRecordBytes());
        steps = new StepRecords(topics, letterRecords);
        asked = new LogWatch(topics, log);
        kept = new KeptEvents(topics, asked, store, writer, Set.copyOf(destinations), clock);
        imports = new ImportTransactions(clients, topics, letterRecords, store, state);
        letters = new KafkaDeadLetters(clients, topics, store, state, writer, kept::destinations, clock);
        search = new KafkaTrailSearch(clients, topics, store, state, kept::destinations, this::status);
        lost = new LostMembers(topics);
        TopicSetup setup = new TopicSetup(topics, config, history, clients.maxRecordBytes(), maxBytes.bytes());
        watch = new BrokerWatch(clients, config.bootstrapServers(), new JournalOpening(setup, missing, state, kept));
        lanes = new KafkaLanes(clients, topics, store, state, log, watch, clock);
    }

    /**
     * Opens the journal. Blocks for some seconds at most; where the brokers can't be reached it goes on trying, and calls fail with
     * {@link JournalUnavailableException} until it has.
     *
     * @param maxBytes appends fail when the topics hold more
     * @param destinations those that are configured
     * @param clock tells when what was set aside is due
     * @throws JournalUnusableException where it needs a person: a wrong setting, a topic that is not as it has to be
     */
    public static KafkaJournal open(
            KafkaConfig config,
            DataSize maxBytes,
            HistoryConfig history,
            List<String> destinations,
            Missing missing,
            Clock clock) {
        try {
            KafkaJournal journal = new KafkaJournal(config, maxBytes, history, destinations, missing, clock);
            journal.writer.start();
            try {
                journal.watch.start(FIRST_TRY);
                return journal;
            } catch (JournalUnusableException unusable) {
                journal.letGo();
                throw unusable;
            }
        } catch (IOException | SQLException failure) {
            throw new JournalUnusableException(
                    "no tables can be made in " + System.getProperty("java.io.tmpdir") + ": " + failure.getMessage()
                            + "; see that the folder can be written to, or set another one with -Djava.io.tmpdir",
                    failure);
        }
    }

    @Override
    public Future<Void> append(AppendBatch batch) {
        Optional<RuntimeException> refusal = refusal();
        if (refusal.isPresent()) {
            return Future.failedFuture(refusal.get());
        }
        if (log.bytes() >= maxBytes) {
            return Future.failedFuture(new JournalFullException("the journal has no room for more"));
        }
        if (batch.mark().isPresent()) {
            return imports.append(batch, batch.mark().get())
                    .onSuccess(this::appended)
                    .mapEmpty();
        }
        List<ProducerRecord<byte[], byte[]>> records =
                new ArrayList<>(batch.events().size() + batch.quarantined().size());
        EventRecords.of(topics.events(), batch, records);
        batch.quarantined().forEach(letter -> records.add(letterRecords.file(letter)));
        return writer.append(records, batch.bytes())
                .onSuccess(written -> appended(RecordWriter.newest(written)))
                .mapEmpty();
    }

    /** What other nodes still deliver to is kept for them, too: of a destination that is gone everywhere, for a day. */
    @Override
    public Future<Void> keepFor(Set<String> destinations) {
        return whereOpen(() -> watch.ask(() -> {
            kept.change(watch.admin(), destinations);
            return null;
        }));
    }

    @Override
    public Future<JournalReader> openReader(String destination) {
        if (closed.get()) {
            return Future.failedFuture(closed());
        }
        return lanes.openReader(destination);
    }

    @Override
    public Future<Void> settle(String destination, Settlement step) {
        Optional<RuntimeException> refusal = refusal();
        if (refusal.isPresent()) {
            return Future.failedFuture(refusal.get());
        }
        LaneConsumer lane = lanes.find(destination);
        StepRecords.Step records = steps.of(destination, step, partition -> lane == null || lane.owns(partition));
        return writer.write(records.kept())
                .compose(kept -> state.applied(RecordWriter.newest(kept)))
                .compose(seen -> writer.write(records.removed()))
                .compose(removed -> state.applied(RecordWriter.newest(removed)))
                .compose(seen -> lane == null
                        ? moveAlone(destination, step.cursors())
                        : lane.settle(step.cursors(), step.knows()))
                .onSuccess(done -> {
                    List<Long> back = StepRecords.back(step);
                    if (lane != null && !back.isEmpty()) {
                        lane.back(back);
                    }
                });
    }

    @Override
    public Future<ImportPosition> importPosition(String name) {
        return whereOpen(() -> imports.position(name));
    }

    @Override
    public Future<EventTrail> trail(String eventId) {
        return whereOpen(() -> search.find(eventId));
    }

    /** Not kept here: no node knows what the others received. */
    @Override
    public Future<long[]> newestKeys(int max) {
        return Future.failedFuture(new UnsupportedOperationException(
                "a journal in Kafka does not tell the newest events; set /ingest/dedupeWindowEvents to 0"));
    }

    @Override
    public DeadLetters deadLetters() {
        return new OpenLetters(letters, this::refusal);
    }

    @Override
    public JournalStatus status() {
        return new JournalStatus(
                log.bytes(), maxBytes, log.ends(), log.cursors(), store.letterCounts(), store.parkedCounts());
    }

    @Override
    public Set<Integer> reading(String destination) {
        LaneConsumer lane = lanes.find(destination);
        return lane == null ? Set.of() : lane.owned();
    }

    @Override
    public Future<Void> lost(String nodeId) {
        if (closed.get()) {
            return Future.succeededFuture();
        }
        return watch.client()
                .compose(admin -> lost.remove(admin, lanes.destinations(), nodeId))
                .otherwiseEmpty();
    }

    @Override
    public Optional<String> trouble() {
        return watch.trouble();
    }

    @Override
    public Future<Void> close() {
        if (!closed.compareAndSet(false, true)) {
            return Future.failedFuture(closed());
        }
        Future<Void> left = lanes.close();
        return writer.close()
                .eventually(() -> left)
                .eventually(imports::close)
                .eventually(letters::close)
                .eventually(state::close)
                .eventually(watch::stop);
    }

    /** Closes and waits for it, though not for ever. */
    public void letGo() {
        try {
            close().toCompletionStage().toCompletableFuture().get(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException late) {
            LOG.debug("Closing did not end in time", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return topics.events();
    }

    private Future<Void> moveAlone(String destination, Map<Integer, Long> cursors) {
        return cursors.isEmpty()
                ? Future.succeededFuture()
                : watch.ask(() -> {
                    asked.move(watch.admin(), destination, cursors);
                    return null;
                });
    }

    private void appended(Map<TopicPartition, Long> newest) {
        newest.forEach((partition, offset) -> {
            if (partition.topic().equals(topics.events())) {
                log.ends(partition.partition(), offset + 1);
            }
        });
    }

    private Future<Map<TopicPartition, Long>> ends(Collection<TopicPartition> partitions) {
        return watch.client().compose(admin -> LogWatch.committedEnds(admin, partitions));
    }

    private void parkedChanged(Set<String> destinations) {
        lanes.wake(destinations);
    }

    private <T> Future<T> whereOpen(Supplier<Future<T>> call) {
        return refusal().<Future<T>>map(Future::failedFuture).orElseGet(call);
    }

    private Optional<RuntimeException> refusal() {
        if (closed.get()) {
            return Optional.of(closed());
        }
        return watch.trouble().map(JournalUnavailableException::new);
    }

    private static JournalClosedException closed() {
        return new JournalClosedException("the journal is closed");
    }
}
