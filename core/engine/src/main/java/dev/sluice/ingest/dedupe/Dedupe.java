package dev.sluice.ingest.dedupe;

import dev.sluice.event.EnvelopeScanner;
import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.Journal;
import dev.sluice.journal.trail.EventMark;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Appends each event once, as long as its id is among the newest that were stored. A second copy is acknowledged when the first one
 * is on disk, and not before. Safe for several threads.
 */
public final class Dedupe {

    private final Journal journal;
    private final KeyWindow stored;
    private final Map<Long, Future<Void>> pending = new HashMap<>();
    private final Counter duplicates;

    private Dedupe(Journal journal, int maxEvents, MeterRegistry registry) {
        this.journal = journal;
        stored = new KeyWindow(maxEvents);
        duplicates = Counter.builder("sluice.ingest.duplicates")
                .description("Events that were received again and not stored again")
                .register(registry);
    }

    /**
     * Begins with what the journal remembers of the events it was given last.
     *
     * @param maxEvents how many of the newest events are known again, at least 1
     */
    public static Future<Dedupe> open(Journal journal, int maxEvents, MeterRegistry registry) {
        return journal.newestKeys(maxEvents).map(keys -> {
            Dedupe dedupe = new Dedupe(journal, maxEvents, registry);
            for (int i = keys.length - 1; i >= 0; i--) {
                dedupe.stored.add(keys[i]);
            }
            return dedupe;
        });
    }

    /** Appends those events of a batch that are new; completes and fails as {@link Journal#append} does. */
    public Future<Void> append(AppendBatch batch) {
        Promise<Void> appended = Promise.promise();
        List<byte[]> fresh = new ArrayList<>(batch.events().size());
        List<Long> keys = new ArrayList<>(batch.events().size());
        List<Future<Void>> firsts = new ArrayList<>(0);
        synchronized (this) {
            for (byte[] event : batch.events()) {
                long key = key(event);
                if (stored.contains(key)) {
                    continue;
                }
                Future<Void> first = pending.putIfAbsent(key, appended.future());
                if (first == null) {
                    fresh.add(event);
                    keys.add(key);
                } else if (first != appended.future()) {
                    firsts.add(first);
                }
            }
        }
        duplicates.increment(batch.events().size() - fresh.size());
        AppendBatch rest = fresh.size() == batch.events().size() ? batch : batch.with(fresh);
        (rest.isEmpty() ? Future.<Void>succeededFuture() : journal.append(rest)).onComplete(done -> {
            settle(keys, done.succeeded());
            appended.handle(done);
        });
        firsts.add(appended.future());
        return Future.all(firsts).mapEmpty();
    }

    private synchronized void settle(List<Long> keys, boolean isStored) {
        for (long key : keys) {
            pending.remove(key);
            if (isStored) {
                stored.add(key);
            }
        }
    }

    private static long key(byte[] event) {
        try {
            return EventMark.key(EnvelopeScanner.id(event));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("ingest accepts no event that it can't read", unreadable);
        }
    }
}
