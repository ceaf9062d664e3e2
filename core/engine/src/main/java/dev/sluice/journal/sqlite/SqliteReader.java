package dev.sluice.journal.sqlite;

import dev.sluice.journal.Chunk;
import dev.sluice.journal.JournalClosedException;
import dev.sluice.journal.JournalReader;
import dev.sluice.journal.StoredEvent;
import dev.sluice.journal.parked.ParkedLane;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One lane's place in the file: the log, and in turn with it what is set aside for the lane. Holds the rest of one row at most. What
 * it holds is touched on the reading thread only.
 */
final class SqliteReader implements JournalReader {

    /** The journal that a reader belongs to. */
    interface Host {

        /** Takes damaged events out of the log. */
        Future<Void> setAside(JournalCorruptException damage);

        /** Reading failed. */
        void failed(Throwable failure);

        /** The reader was closed. */
        void closed(String destination);
    }

    private record Request(int maxEvents, long maxBytes, Promise<Chunk> promise) {}

    /**
     * Between two looks at the end of the log. The chunks of a busy relay would else be of an event or two, and their way through a
     * lane costs more than the events.
     */
    private static final long GATHER_MILLIS = 5;

    private final ChunkRows rows;
    private final ParkedLane parked;
    private final ScheduledExecutorService readingThread;
    private final Clock clock;
    private final Host host;
    private List<StoredEvent> rest = List.of();
    private long next;

    /** Written on the reading thread only. */
    private volatile @Nullable Request waiting;

    /** Written on the reading thread only. */
    private volatile boolean gathering;

    private boolean closed;
    private boolean parkedFirst;
    private boolean settingAside;
    private @Nullable ScheduledFuture<?> waking;

    /** @param start the lane's cursor */
    SqliteReader(
            ChunkRows rows,
            ParkedLane parked,
            ScheduledExecutorService readingThread,
            long start,
            Clock clock,
            Host host) {
        this.rows = rows;
        this.parked = parked;
        this.readingThread = readingThread;
        this.clock = clock;
        this.host = host;
        next = start;
    }

    @Override
    public Future<Chunk> next(int maxEvents, long maxBytes) {
        Promise<Chunk> promise = Promise.promise();
        onReadingThread(() -> ask(new Request(Math.max(1, maxEvents), maxBytes, promise)), promise);
        return promise.future();
    }

    @Override
    public Future<Void> close() {
        Promise<Void> promise = Promise.promise();
        host.closed(parked.destination());
        onReadingThread(
                () -> {
                    end();
                    promise.complete();
                },
                promise);
        // Where the reading thread has ended already, so has this reader.
        return promise.future().otherwiseEmpty();
    }

    /** There may be something new to read. Where nobody waits for it, whoever asks next looks anyway. */
    void wake() {
        if (waiting != null && !gathering) {
            onReadingThread(this::serve, Promise.promise());
        }
    }

    /** These events were set aside before and are now settled, or set aside again. */
    void back(List<Long> ids) {
        onReadingThread(
                () -> {
                    parked.back(ids);
                    serve();
                },
                Promise.promise());
    }

    /** Ends a waiting request; on the reading thread. */
    void end() {
        closed = true;
        if (waiting != null) {
            waiting.promise.fail(new JournalClosedException("the journal's reader was closed"));
            waiting = null;
        }
    }

    private void ask(Request request) {
        if (closed) {
            request.promise.fail(new JournalClosedException("the journal's reader was closed"));
        } else if (waiting != null) {
            request.promise.fail(new IllegalStateException("the last request for events was not answered yet"));
        } else {
            waiting = request;
            serve();
        }
    }

    private void serve() {
        Request request = waiting;
        if (request == null || settingAside || gathering) {
            return;
        }
        try {
            // One moment for the look and the plan: what comes due between two would be in neither.
            long now = clock.millis();
            List<StoredEvent> events = parkedFirst ? parked(request, now) : cut(request);
            if (events.isEmpty()) {
                events = parkedFirst ? cut(request) : parked(request, now);
            }
            if (events.isEmpty()) {
                comeBackWhenDue(now);
                return;
            }
            // Neither a backlog nor what a throttled person has piled up may hold up the other.
            parkedFirst = !events.get(0).isParked();
            waiting = null;
            gather(request, events);
            request.promise.complete(new Chunk(events));
        } catch (JournalCorruptException damage) {
            settingAside = true;
            host.setAside(damage).onComplete(done -> onReadingThread(() -> goOn(done.cause()), request.promise));
        } catch (SQLException | RuntimeException failure) {
            fail(failure);
        }
    }

    /** Where the log is read to its end, what comes next goes on together. */
    private void gather(Request request, List<StoredEvent> given) {
        if (rest.isEmpty() && given.size() < request.maxEvents) {
            gathering = true;
            readingThread.schedule(
                    () -> {
                        gathering = false;
                        serve();
                    },
                    GATHER_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    private void goOn(@Nullable Throwable failure) {
        settingAside = false;
        if (failure == null) {
            serve();
        } else {
            fail(failure);
        }
    }

    private void fail(Throwable failure) {
        Request request = waiting;
        waiting = null;
        host.failed(failure);
        if (request != null) {
            request.promise.fail(failure);
        }
    }

    private List<StoredEvent> parked(Request request, long now) throws SQLException {
        return parked.next(now, request.maxEvents, request.maxBytes);
    }

    /** The clock may be set meanwhile, so that an earlier plan says nothing about what is due first now. */
    private void comeBackWhenDue(long now) throws SQLException {
        if (waking != null) {
            waking.cancel(false);
            waking = null;
        }
        long due = parked.nextDue(now);
        if (due != 0) {
            waking = readingThread.schedule(this::serve, due - now, TimeUnit.MILLISECONDS);
        }
    }

    /** Events of the log, of as many rows as it takes: a relay with little to do writes rows of a few. None where it is read to its end. */
    private List<StoredEvent> cut(Request request) throws SQLException {
        List<StoredEvent> taken = new ArrayList<>();
        long bytes = 0;
        while (taken.size() < request.maxEvents && fill(taken.isEmpty())) {
            int count = 0;
            while (count < rest.size() && taken.size() < request.maxEvents) {
                bytes += rest.get(count).body().length;
                if (!taken.isEmpty() && bytes > request.maxBytes) {
                    break;
                }
                taken.add(rest.get(count));
                count++;
            }
            if (count == 0) {
                break;
            }
            next = taken.get(taken.size() - 1).offset() + 1;
            // A copy, so that the bodies of a row are let go as its parts are settled.
            rest = count == rest.size() ? List.of() : new ArrayList<>(rest.subList(count, rest.size()));
        }
        return taken;
    }

    /** Whether there is more; looks at the next row where the last is used up. What fails is told when nothing else is to be handed out. */
    private boolean fill(boolean tellFailure) throws SQLException {
        if (rest.isEmpty()) {
            try {
                rest = rows.from(next);
            } catch (JournalCorruptException damage) {
                if (tellFailure) {
                    throw damage;
                }
            } catch (SQLException failure) {
                if (tellFailure) {
                    throw failure;
                }
                host.failed(failure);
            }
        }
        return !rest.isEmpty();
    }

    private void onReadingThread(Runnable task, Promise<?> promise) {
        try {
            readingThread.execute(task);
        } catch (RejectedExecutionException ended) {
            promise.tryFail(new JournalClosedException("the journal is closed"));
        }
    }
}
