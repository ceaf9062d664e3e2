package dev.sluice.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open connections of one server, over all its event loops, kept within {@link ConnectionLimits}: one whose next request does
 * not come in time is closed, however busily its head drips in, and where all places are taken, the one that has waited longest for
 * a request makes room, of those first that never sent one. Safe for several threads.
 */
public final class OpenConnections {

    private static final Logger LOG = LoggerFactory.getLogger(OpenConnections.class);

    private static final Duration LONGEST_ROUND = Duration.ofSeconds(1);

    /** Taken places are told once in so long, not at each connection. */
    private static final long NOTICE_NANOS = 60_000_000_000L;

    private final Vertx vertx;
    private final String owner;
    private final ConnectionLimits limits;
    private final Map<HttpConnection, Place> places = new ConcurrentHashMap<>();

    /** Those that never sent a request, oldest first: found at once in a flood of them, which is when it counts. */
    private final Set<HttpConnection> strangers = Collections.synchronizedSet(new LinkedHashSet<>());

    private long nextNotice = System.nanoTime();
    private final long timer;

    /** @param owner what the server is called in the log */
    public OpenConnections(Vertx vertx, String owner, ConnectionLimits limits) {
        this.vertx = vertx;
        this.owner = owner;
        this.limits = limits;
        long round = Math.min(LONGEST_ROUND.toMillis(), limits.headTime().toMillis() / 2);
        timer = vertx.setPeriodic(Math.max(1, round), now -> closeOverdue());
    }

    /** Watches the connections of a server that is yet to listen; its requests have to be told to {@link #serving}. */
    public HttpServer watch(HttpServer server) {
        return server.connectionHandler(this::opened);
    }

    /** A request's head is here; its connection is not overdue until it is answered. */
    public void serving(HttpServerRequest request) {
        Place place = places.get(request.connection());
        if (place != null && place.serves(request.response())) {
            strangers.remove(request.connection());
        }
    }

    /** How many are open. */
    public int count() {
        return places.size();
    }

    /** No more watching. */
    public void stop() {
        vertx.cancelTimer(timer);
    }

    private void opened(HttpConnection connection) {
        places.put(connection, new Place(limits.headTime().toNanos()));
        strangers.add(connection);
        connection.closeHandler(closed -> forget(connection));
        if (places.size() > limits.connections()) {
            makeRoom(connection);
        }
    }

    /** One at a time, or two newcomers would have the same one closed. */
    private synchronized void makeRoom(HttpConnection newcomer) {
        if (places.size() <= limits.connections()) {
            return;
        }
        close(longestStranger(newcomer).or(() -> longestWaiting(newcomer)).orElse(newcomer));
        long now = System.nanoTime();
        if (now - nextNotice >= 0) {
            nextNotice = now + NOTICE_NANOS;
            LOG.warn(
                    "{}: all {} connections are taken; those that wait longest are closed for new ones",
                    owner,
                    limits.connections());
        }
    }

    /** Who opens many connections and sends nothing shall not push out a sender that pauses between two requests. */
    private Optional<HttpConnection> longestStranger(HttpConnection newcomer) {
        synchronized (strangers) {
            return strangers.stream().filter(each -> each != newcomer).findFirst();
        }
    }

    private Optional<HttpConnection> longestWaiting(HttpConnection newcomer) {
        long now = System.nanoTime();
        return places.entrySet().stream()
                .filter(each -> each.getKey() != newcomer && each.getValue().isWaiting(limits.idleTime()))
                .max(Comparator.comparingLong(each -> each.getValue().waitedNanos(now)))
                .map(Map.Entry::getKey);
    }

    private void closeOverdue() {
        long now = System.nanoTime();
        places.forEach((connection, place) -> {
            if (place.isWaiting(limits.idleTime()) && place.isOverdue(now)) {
                close(connection);
            }
        });
    }

    private void close(HttpConnection connection) {
        forget(connection);
        connection.close();
    }

    private void forget(HttpConnection connection) {
        places.remove(connection);
        strangers.remove(connection);
    }
}
