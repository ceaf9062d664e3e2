package dev.sluice.ingest;

import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.DeadLetters;
import dev.sluice.journal.ImportPosition;
import dev.sluice.journal.Journal;
import dev.sluice.journal.JournalReader;
import dev.sluice.journal.JournalStatus;
import dev.sluice.journal.Settlement;
import dev.sluice.journal.trail.EventTrail;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A real journal whose appends are held until the test lets them go: a disk that takes its time. */
public final class HeldJournal implements Journal {

    private record Held(AppendBatch batch, Promise<Void> promise) {}

    private final Journal journal;
    private final BlockingQueue<Held> held = new LinkedBlockingQueue<>();

    public HeldJournal(Journal journal) {
        this.journal = journal;
    }

    /** Waits for an append to come and stores it. */
    public void letOneGo() throws InterruptedException {
        Held next = held.take();
        journal.append(next.batch).onComplete(next.promise);
    }

    /** Waits for an append to come and lets it fail. */
    public void failOne(RuntimeException failure) throws InterruptedException {
        held.take().promise.fail(failure);
    }

    @Override
    public Future<Void> append(AppendBatch batch) {
        Promise<Void> promise = Promise.promise();
        held.add(new Held(batch, promise));
        return promise.future();
    }

    @Override
    public Future<Void> keepFor(Set<String> destinations) {
        return journal.keepFor(destinations);
    }

    @Override
    public Future<JournalReader> openReader(String destination) {
        return journal.openReader(destination);
    }

    @Override
    public Future<Void> settle(String destination, Settlement step) {
        return journal.settle(destination, step);
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
