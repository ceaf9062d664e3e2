package dev.sluice.journal.sqlite;

import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.Attempts;
import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.DeadLetters;
import dev.sluice.journal.LetterQuery;
import dev.sluice.journal.ParkedEvent;
import dev.sluice.journal.Replayed;
import dev.sluice.journal.StoredEvent;
import dev.sluice.journal.StoredLetter;
import dev.sluice.journal.trail.Outcome;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/** The dead letters of a file. Reads on the reading thread; changes go through the writer, some letters a commit. */
final class SqliteDeadLetters implements DeadLetters {

    /** A commit's share of a large replay: appends that wait behind it wait some milliseconds. */
    private static final int LETTERS_A_COMMIT = 200;

    private static final int MOST_LISTED = 1_000;

    private static final String TOO_OLD = "it was older than journal.deadLetters.maxAge";
    private static final String NO_ROOM = "all letters were larger than journal.deadLetters.maxBytes";

    /** What is asked of the reading thread. */
    interface Reading<T> {
        T from(LetterTable letters) throws SQLException;
    }

    /** The two threads of a journal, as this class uses them. */
    interface Threads {
        <T> Future<T> read(Reading<T> reading);

        Future<Void> write(Command.Work work);
    }

    private final Threads threads;
    private final Supplier<Set<String>> destinations;
    private final Clock clock;

    SqliteDeadLetters(Threads threads, Supplier<Set<String>> destinations, Clock clock) {
        this.threads = threads;
        this.destinations = destinations;
        this.clock = clock;
    }

    @Override
    public Future<List<StoredLetter>> list(LetterQuery query, long before, int limit) {
        int bounded = Math.max(1, Math.min(MOST_LISTED, limit));
        return threads.read(letters -> letters.newestBefore(query, before, bounded));
    }

    @Override
    public Future<Optional<StoredLetter>> find(long id) {
        return list(LetterQuery.ALL.withIds(List.of(id)), Long.MAX_VALUE, 1)
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Future<Long> count(LetterQuery query) {
        return threads.read(letters -> letters.count(query));
    }

    @Override
    public Future<Replayed> replay(LetterQuery query, Function<DeadLetter, AppendBatch> ingest) {
        // Not what is filed again meanwhile, or it would never end.
        return threads.read(LetterTable::newest)
                .compose(last -> replayBetween(query, 0, last, ingest, new Replayed(0, 0)));
    }

    @Override
    public Future<Long> discard(LetterQuery query) {
        return threads.read(LetterTable::newest).compose(last -> deleteBetween(query, "", 0, last, 0));
    }

    @Override
    public Future<Long> expire(long givenUpBeforeMillis, long maxBytes) {
        return deleteBetween(LetterQuery.ALL.before(givenUpBeforeMillis), TOO_OLD, 0, Long.MAX_VALUE, 0)
                .compose(expired -> shrink(maxBytes, expired));
    }

    private Future<Replayed> replayBetween(
            LetterQuery query, long after, long end, Function<DeadLetter, AppendBatch> ingest, Replayed before) {
        AtomicLong last = new AtomicLong(-1);
        AtomicLong moved = new AtomicLong();
        AtomicLong kept = new AtomicLong();
        return threads.write(commit -> {
                    for (StoredLetter stored : commit.letters().oldestBetween(query, after, end, LETTERS_A_COMMIT)) {
                        last.set(stored.id());
                        (replay(commit, stored, ingest) ? moved : kept).incrementAndGet();
                    }
                })
                .compose(written -> {
                    Replayed sofar = before.and(new Replayed(moved.get(), kept.get()));
                    return last.get() < 0
                            ? Future.succeededFuture(sofar)
                            : replayBetween(query, last.get(), end, ingest, sofar);
                });
    }

    private boolean replay(Commit commit, StoredLetter stored, Function<DeadLetter, AppendBatch> ingest)
            throws SQLException {
        DeadLetter letter = stored.letter();
        if (letter.source().equals(DeadLetter.INGEST)) {
            AppendBatch batch = ingest.apply(letter);
            if (batch.isEmpty() || !batch.quarantined().isEmpty()) {
                return false;
            }
            commit.append(batch);
        } else if (destinations.get().contains(letter.source())) {
            long now = clock.millis();
            StoredEvent event = new StoredEvent(0, -1, letter.receivedAtMillis(), letter.original());
            // Under a key of its own, so that it waits for nobody else's throttling.
            commit.park(letter.source(), new ParkedEvent(event, "replay", now, now, Attempts.none(now)));
        } else {
            return false;
        }
        commit.removeLetter(stored, Outcome.REPLAYED, "", clock.millis());
        return true;
    }

    private Future<Long> deleteBetween(LetterQuery query, String why, long after, long end, long before) {
        AtomicLong last = new AtomicLong(-1);
        AtomicLong deleted = new AtomicLong();
        return threads.write(commit -> {
                    for (StoredLetter stored : commit.letters().oldestBetween(query, after, end, LETTERS_A_COMMIT)) {
                        last.set(stored.id());
                        commit.removeLetter(stored, Outcome.DISCARDED, why, clock.millis());
                        deleted.incrementAndGet();
                    }
                })
                .compose(written -> last.get() < 0
                        ? Future.succeededFuture(before)
                        : deleteBetween(query, why, last.get(), end, before + deleted.get()));
    }

    private Future<Long> shrink(long maxBytes, long before) {
        AtomicLong deleted = new AtomicLong();
        return threads.write(commit -> {
                    long over = commit.letters().bytes() - maxBytes;
                    if (over <= 0) {
                        return;
                    }
                    for (StoredLetter oldest : commit.letters().oldestAfter(LetterQuery.ALL, 0, LETTERS_A_COMMIT)) {
                        if (over > 0) {
                            over -= size(oldest.letter());
                            commit.removeLetter(oldest, Outcome.DISCARDED, NO_ROOM, clock.millis());
                            deleted.incrementAndGet();
                        }
                    }
                })
                .compose(written ->
                        deleted.get() == 0 ? Future.succeededFuture(before) : shrink(maxBytes, before + deleted.get()));
    }

    private static long size(DeadLetter letter) {
        return letter.original().length
                + letter.mapped().map(bytes -> bytes.length).orElse(0);
    }
}
