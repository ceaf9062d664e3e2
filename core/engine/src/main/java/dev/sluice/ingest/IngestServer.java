package dev.sluice.ingest;

import dev.sluice.config.IngestConfig;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;

/** How the HTTP server of ingest is set up. */
final class IngestServer {

    /** Connections without traffic are closed after this; longer than a sender's pause between webhooks as a rule. */
    private static final int IDLE_SECONDS = 75;

    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final int ACCEPT_BACKLOG = 1024;

    private IngestServer() {}

    static HttpServerOptions options(IngestConfig config) {
        return new HttpServerOptions()
                .setHost(config.host())
                // Vert.x shares a free port among the instances of a verticle where it is given as a negative number.
                .setPort(config.port() == 0 ? -1 : config.port())
                // An upgrade in the middle of a plain connection serves no sender and leaves one more way to go wrong.
                .setHttp2ClearTextEnabled(false)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setAcceptBacklog(ACCEPT_BACKLOG)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
    }
}
