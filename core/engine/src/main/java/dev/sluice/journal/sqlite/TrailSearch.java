package dev.sluice.journal.sqlite;

import dev.sluice.journal.JournalBusyException;
import dev.sluice.journal.JournalStatus;
import dev.sluice.journal.TrailDraft;
import dev.sluice.journal.trail.EventTrail;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Looks for all that a file knows of an event: on a thread and a connection of its own, a few rows at a time, so that neither lanes
 * nor the writer wait for it. One search at a time.
 */
final class TrailSearch {

    private final JournalFile file;
    private final Supplier<Set<String>> destinations;
    private final Supplier<JournalStatus> status;
    private final Semaphore free = new Semaphore(1);

    /** @param destinations the configured ones */
    TrailSearch(JournalFile file, Supplier<Set<String>> destinations, Supplier<JournalStatus> status) {
        this.file = file;
        this.destinations = destinations;
        this.status = status;
    }

    Future<EventTrail> find(String eventId) {
        if (!free.tryAcquire()) {
            return Future.failedFuture(new JournalBusyException("another search runs; ask again when it is done"));
        }
        Promise<EventTrail> found = Promise.promise();
        Thread search = new Thread(() -> run(eventId, found), "sluice-journal-search");
        search.setDaemon(true);
        search.start();
        return found.future();
    }

    private void run(String eventId, Promise<EventTrail> found) {
        try (Connection connection = file.openForReading()) {
            EventTrail trail =
                    new TrailReading(new TrailDraft(eventId, destinations.get(), status.get())).read(connection);
            free.release();
            found.complete(trail);
        } catch (SQLException | RuntimeException failure) {
            free.release();
            found.tryFail(failure);
        }
    }
}
