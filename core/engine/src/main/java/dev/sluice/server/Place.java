package dev.sluice.server;

import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One connection's place: whether it waits for a request, since when, and for how long it may. */
final class Place {

    private @Nullable HttpServerResponse answering;
    private long sinceNanos = System.nanoTime();
    private long limitNanos;
    private boolean unused = true;

    /** @param limitNanos for the first request */
    Place(long limitNanos) {
        this.limitNanos = limitNanos;
    }

    /** A request is being answered; answers whether it is the first one. */
    synchronized boolean serves(HttpServerResponse answer) {
        boolean first = unused;
        answering = answer;
        unused = false;
        return first;
    }

    /**
     * Whether no request is being answered.
     *
     * @param next how long it may wait for the next request, where the last one is found to be answered
     */
    synchronized boolean isWaiting(Duration next) {
        if (answering != null && (answering.ended() || answering.closed())) {
            answering = null;
            sinceNanos = System.nanoTime();
            limitNanos = next.toNanos();
        }
        return answering == null;
    }

    synchronized long waitedNanos(long nowNanos) {
        return nowNanos - sinceNanos;
    }

    synchronized boolean isOverdue(long nowNanos) {
        return waitedNanos(nowNanos) >= limitNanos;
    }
}
