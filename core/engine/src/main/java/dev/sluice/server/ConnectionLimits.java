package dev.sluice.server;

import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How much of a server its clients may take up with connections.
 *
 * @param connections open at once
 * @param headTime from the opening of a connection, after the TLS handshake, to the end of its first request's head
 * @param idleTime from an answer to the end of the next request's head, and without any traffic
 */
public record ConnectionLimits(int connections, Duration headTime, Duration idleTime) {

    /** Room for a few large signatures and tokens; more is answered 431. */
    private static final int MAX_HEAD_BYTES = 16 * 1024;

    /** Room for any path that is served, with its query; more is answered 414. */
    private static final int MAX_REQUEST_LINE_BYTES = 4 * 1024;

    private static final int ACCEPT_BACKLOG = 1024;

    /**
     * A server within these bounds. It speaks HTTP/1.1 only: one request after the other on a connection, so that a bound on
     * connections is one on requests.
     */
    public HttpServerOptions server(String host, int port) {
        return new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                // A successor may listen beside this process before it ends; PortProbe finds strangers all the same.
                .setReusePort(true)
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false)
                .setMaxHeaderSize(MAX_HEAD_BYTES)
                .setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES)
                .setAcceptBacklog(ACCEPT_BACKLOG)
                .setSslHandshakeTimeout(headTime.toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) idleTime.toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    }
}
