package dev.sluice.journal.kafka;

import dev.sluice.journal.Chunk;
import io.vertx.core.Promise;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What a lane's reader asks for, one request at a time: events of the log and what is set aside, in turn, so that neither a backlog nor
 * what a throttled person has piled up holds up the other. For the lane's thread.
 */
final class LaneRequest {

    private record Wanted(int maxEvents, long maxBytes, Promise<Chunk> promise) {}

    private final LaneLog log;
    private final LaneParked parked;
    private @Nullable Wanted wanted;
    private boolean parkedFirst;

    LaneRequest(LaneLog log, LaneParked parked) {
        this.log = log;
        this.parked = parked;
    }

    /** Asks for the next events. */
    void make(int maxEvents, long maxBytes, Promise<Chunk> promise) {
        if (wanted == null) {
            wanted = new Wanted(Math.max(1, maxEvents), maxBytes, promise);
        } else {
            promise.tryFail(new IllegalStateException("the last request for events was not answered yet"));
        }
    }

    boolean waits() {
        return wanted != null;
    }

    /** Answers with what there is, if anything. */
    void serve() throws SQLException {
        Wanted now = wanted;
        if (now == null) {
            return;
        }
        Chunk chunk = parkedFirst ? parked(now) : logged(now);
        if (chunk == null) {
            chunk = parkedFirst ? logged(now) : parked(now);
        }
        if (chunk == null) {
            return;
        }
        parkedFirst = !chunk.events().get(0).isParked();
        wanted = null;
        now.promise.tryComplete(chunk);
    }

    /** It is not answered any more. */
    void end(RuntimeException why) {
        if (wanted != null) {
            wanted.promise.tryFail(why);
            wanted = null;
        }
    }

    private @Nullable Chunk logged(Wanted now) {
        return log.give(now.maxEvents, now.maxBytes);
    }

    private @Nullable Chunk parked(Wanted now) throws SQLException {
        return parked.next(now.maxEvents, now.maxBytes);
    }
}
