package dev.sluice.journal.kafka;

import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.DeadLetters;
import dev.sluice.journal.JournalClosedException;
import dev.sluice.journal.LetterQuery;
import dev.sluice.journal.Replayed;
import dev.sluice.journal.StoredLetter;
import dev.sluice.journal.sqlite.LetterTable;
import dev.sluice.journal.trail.LaneStep;
import dev.sluice.journal.trail.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters of all nodes. Searched in this node's tables, after they have caught up; changed by records. One thread for all
 * of it.
 */
final class KafkaDeadLetters implements DeadLetters {

    private static final int LETTERS_A_STEP = 200;
    private static final int MOST_LISTED = 1_000;
    private static final long WAIT_SECONDS = 15;

    private static final String TOO_OLD = "it was older than journal.deadLetters.maxAge";
    private static final String NO_ROOM = "all letters were larger than journal.deadLetters.maxBytes";

    private final Clients clients;
    private final Topics topics;
    private final StateStore store;
    private final StateReader state;
    private final RecordWriter writer;
    private final Supplier<Set<String>> destinations;
    private final Clock clock;
    private final LetterRecords letterRecords;
    private final HistoryRecords historyRecords;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread desk = new Thread(task, "sluice-kafka-letters");
        desk.setDaemon(true);
        return desk;
    });
    private @Nullable Connection connection;
    private @Nullable LetterTable table;

    KafkaDeadLetters(
            Clients clients,
            Topics topics,
            StateStore store,
            StateReader state,
            RecordWriter writer,
            Supplier<Set<String>> destinations,
            Clock clock) {
        this.clients = clients;
        this.topics = topics;
        this.store = store;
        this.state = state;
        this.writer = writer;
        this.destinations = destinations;
        this.clock = clock;
        letterRecords = new LetterRecords(topics.deadLetters(), clients.maxRecordBytes());
        historyRecords = new HistoryRecords(topics.history());
    }

    @Override
    public Future<List<StoredLetter>> list(LetterQuery query, long before, int limit) {
        int bounded = Math.max(1, Math.min(MOST_LISTED, limit));
        return ask(letters -> letters.newestBefore(query, before, bounded));
    }

    @Override
    public Future<Optional<StoredLetter>> find(long id) {
        return list(LetterQuery.ALL.withIds(List.of(id)), Long.MAX_VALUE, 1)
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Future<Long> count(LetterQuery query) {
        return ask(letters -> letters.count(query));
    }

    @Override
    public Future<Replayed> replay(LetterQuery query, Function<DeadLetter, AppendBatch> ingest) {
        return ask(letters -> {
            try (LetterReplay replay = new LetterReplay(clients, topics, destinations.get(), clock, ingest)) {
                // What a replay of another node, which ends by this one, has taken out is not replayed again.
                await(state.catchUp(List.of(topics.letterPartition())));
                Replayed all = new Replayed(0, 0);
                // Not what is filed again meanwhile, or it would never end.
                long last = letters.newest();
                List<StoredLetter> page = letters.oldestBetween(query, 0, last, LETTERS_A_STEP);
                while (!page.isEmpty()) {
                    all = all.and(replay.replay(page, this::removal));
                    await(state.applied(replay.written()));
                    page = letters.oldestBetween(
                            query, page.get(page.size() - 1).id(), last, LETTERS_A_STEP);
                }
                return all;
            }
        });
    }

    @Override
    public Future<Long> discard(LetterQuery query) {
        return ask(letters -> delete(letters, query, ""));
    }

    @Override
    public Future<Long> expire(long givenUpBeforeMillis, long maxBytes) {
        return ask(letters -> {
            long deleted = delete(letters, LetterQuery.ALL.before(givenUpBeforeMillis), TOO_OLD);
            // Measured anew for each page, since other nodes do the same.
            for (long over = letters.bytes() - maxBytes; over > 0; over = letters.bytes() - maxBytes) {
                deleted += delete(oldest(letters, over), NO_ROOM);
            }
            return deleted;
        });
    }

    Future<Void> close() {
        Future<Void> closed = onThread(() -> {
            if (connection != null) {
                connection.close();
            }
            return null;
        });
        thread.shutdown();
        return closed.otherwiseEmpty();
    }

    private interface Question<T> {
        T answer(LetterTable letters) throws Exception;
    }

    private interface Work<T> {
        T done() throws Exception;
    }

    /** Asks the tables, when all that is written by now is in them. */
    private <T> Future<T> ask(Question<T> question) {
        return onThread(() -> {
            await(state.catchUp(List.of(topics.letterPartition())));
            if (table == null) {
                connection = store.openForReading();
                table = new LetterTable(connection);
            }
            return question.answer(table);
        });
    }

    private <T> Future<T> onThread(Work<T> work) {
        Promise<T> promise = Promise.promise();
        try {
            thread.execute(() -> {
                try {
                    promise.complete(work.done());
                } catch (Exception failure) {
                    promise.fail(BrokerFailures.told(failure));
                }
            });
        } catch (RejectedExecutionException closed) {
            promise.fail(new JournalClosedException("the journal is closed"));
        }
        return promise.future();
    }

    private long delete(LetterTable letters, LetterQuery query, String why) throws Exception {
        long last = letters.newest();
        long deleted = 0;
        List<StoredLetter> page = letters.oldestBetween(query, 0, last, LETTERS_A_STEP);
        while (!page.isEmpty()) {
            deleted += delete(page, why);
            page = letters.oldestBetween(query, page.get(page.size() - 1).id(), last, LETTERS_A_STEP);
        }
        return deleted;
    }

    private long delete(List<StoredLetter> page, String why) throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (StoredLetter stored : page) {
            records.addAll(removal(stored, Outcome.DISCARDED, why));
        }
        List<RecordMetadata> written = await(writer.write(records));
        await(state.applied(RecordWriter.newest(written)));
        return page.size();
    }

    /** The oldest letters that free so many bytes, or a page of them. */
    private static List<StoredLetter> oldest(LetterTable letters, long bytes) throws SQLException {
        List<StoredLetter> oldest = new ArrayList<>();
        long freed = 0;
        for (StoredLetter stored : letters.oldestAfter(LetterQuery.ALL, 0, LETTERS_A_STEP)) {
            if (freed < bytes) {
                freed += size(stored.letter());
                oldest.add(stored);
            }
        }
        return oldest;
    }

    private List<ProducerRecord<byte[], byte[]>> removal(StoredLetter stored, Outcome outcome, String detail) {
        DeadLetter letter = stored.letter();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(2);
        records.add(letterRecords.remove(key(stored.id())));
        if (!letter.eventId().isEmpty()) {
            records.add(historyRecords.of(
                    letter.source(),
                    new LaneStep(outcome, detail, letter.tries(), clock.millis(), List.of(letter.mark()))));
        }
        return records;
    }

    private byte[] key(long id) {
        try (PreparedStatement select = connection.prepareStatement("SELECT key FROM letter_keys WHERE id = ?")) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    return row.getBytes(1);
                }
            }
            throw new IllegalStateException("letter " + id + " is gone; ask again");
        } catch (SQLException failure) {
            throw new IllegalStateException("the letters can't be read: " + failure.getMessage(), failure);
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    private static long size(DeadLetter letter) {
        return letter.original().length
                + letter.mapped().map(bytes -> bytes.length).orElse(0);
    }
}
