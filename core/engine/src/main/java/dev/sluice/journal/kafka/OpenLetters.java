package dev.sluice.journal.kafka;

import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.DeadLetters;
import dev.sluice.journal.LetterQuery;
import dev.sluice.journal.Replayed;
import dev.sluice.journal.StoredLetter;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The dead letters as long as the journal is open and the brokers can be reached; else every call fails at once and says why. */
final class OpenLetters implements DeadLetters {

    private final DeadLetters letters;
    private final Supplier<Optional<RuntimeException>> refusal;

    OpenLetters(DeadLetters letters, Supplier<Optional<RuntimeException>> refusal) {
        this.letters = letters;
        this.refusal = refusal;
    }

    @Override
    public Future<List<StoredLetter>> list(LetterQuery query, long before, int limit) {
        return whereOpen(() -> letters.list(query, before, limit));
    }

    @Override
    public Future<Optional<StoredLetter>> find(long id) {
        return whereOpen(() -> letters.find(id));
    }

    @Override
    public Future<Long> count(LetterQuery query) {
        return whereOpen(() -> letters.count(query));
    }

    @Override
    public Future<Replayed> replay(LetterQuery query, Function<DeadLetter, AppendBatch> ingest) {
        return whereOpen(() -> letters.replay(query, ingest));
    }

    @Override
    public Future<Long> discard(LetterQuery query) {
        return whereOpen(() -> letters.discard(query));
    }

    @Override
    public Future<Long> expire(long givenUpBeforeMillis, long maxBytes) {
        return whereOpen(() -> letters.expire(givenUpBeforeMillis, maxBytes));
    }

    private <T> Future<T> whereOpen(Supplier<Future<T>> call) {
        return refusal.get().<Future<T>>map(Future::failedFuture).orElseGet(call);
    }
}
