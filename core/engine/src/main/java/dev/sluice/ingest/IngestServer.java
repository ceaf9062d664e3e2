package dev.sluice.ingest;

import dev.sluice.config.IngestConfig;
import dev.sluice.server.ConnectionLimits;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;

/** How the HTTP server of ingest is set up. */
final class IngestServer {

    /** Longer than a sender's pause between webhooks as a rule, so that it need not connect for each. */
    private static final Duration IDLE = Duration.ofSeconds(75);

    private IngestServer() {}

    static ConnectionLimits limits(IngestConfig config) {
        return new ConnectionLimits(config.maxConnections(), config.headerTimeout(), IDLE);
    }

    static HttpServerOptions options(IngestConfig config) {
        // Vert.x shares a free port among the instances of a verticle where it is given as a negative number.
        return limits(config).server(config.host(), config.port() == 0 ? -1 : config.port());
    }
}
