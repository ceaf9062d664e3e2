package dev.sluice.relay;

import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.Chunk;
import dev.sluice.journal.DeadLetters;
import dev.sluice.journal.ImportPosition;
import dev.sluice.journal.Journal;
import dev.sluice.journal.JournalReader;
import dev.sluice.journal.JournalStatus;
import dev.sluice.journal.Settlement;
import dev.sluice.journal.trail.EventTrail;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A real journal of whose calls one fails: before anything was done, or after all was done and the caller only does not hear so. */
final class FaultyJournal implements Journal {

    /** How the call fails. */
    enum Failing {
        BEFORE,
        AFTER
    }

    private final Journal journal;
    private final int failing;
    private final Failing how;
    private final AtomicInteger calls = new AtomicInteger();

    /** @param failing which call, from 1 */
    FaultyJournal(Journal journal, int failing, Failing how) {
        this.journal = journal;
        this.failing = failing;
        this.how = how;
    }

    int calls() {
        return calls.get();
    }

    private <T> Future<T> call(Supplier<Future<T>> real) {
        if (calls.incrementAndGet() != failing) {
            return real.get();
        }
        Future<T> failed = Future.failedFuture(new IOException("the test's call " + failing + " fails"));
        return how == Failing.BEFORE ? failed : real.get().compose(done -> failed);
    }

    @Override
    public Future<Void> append(AppendBatch batch) {
        return call(() -> journal.append(batch));
    }

    @Override
    public Future<Void> settle(String destination, Settlement step) {
        return call(() -> journal.settle(destination, step));
    }

    @Override
    public Future<Void> keepFor(Set<String> destinations) {
        return call(() -> journal.keepFor(destinations));
    }

    @Override
    public Future<JournalReader> openReader(String destination) {
        return journal.openReader(destination).map(reader -> new JournalReader() {

            /** What was given out is gone for this reader, so that only a call that did nothing may fail. */
            @Override
            public Future<Chunk> next(int maxEvents, long maxBytes) {
                return how == Failing.BEFORE
                        ? call(() -> reader.next(maxEvents, maxBytes))
                        : reader.next(maxEvents, maxBytes);
            }

            @Override
            public Future<Void> close() {
                return reader.close();
            }
        });
    }

    @Override
    public Future<ImportPosition> importPosition(String name) {
        return journal.importPosition(name);
    }

    @Override
    public Future<EventTrail> trail(String eventId) {
        return journal.trail(eventId);
    }

    @Override
    public Future<long[]> newestKeys(int max) {
        return journal.newestKeys(max);
    }

    @Override
    public DeadLetters deadLetters() {
        return journal.deadLetters();
    }

    @Override
    public JournalStatus status() {
        return journal.status();
    }

    @Override
    public Future<Void> close() {
        return journal.close();
    }
}
