package dev.sluice.management;

import dev.sluice.config.ManagementConfig;
import dev.sluice.http.ConnectionLimits;
import dev.sluice.http.OpenConnections;
import dev.sluice.relay.Relay;
import dev.sluice.tls.CertificateWatch;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Health and metrics over HTTP. Every request passes the {@link RequestGuard} before it is looked at. */
public final class ManagementServer {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);

    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String JSON = "application/json";

    /** Some people with a console each, some scrapers and probes. */
    static final ConnectionLimits CONNECTIONS =
            new ConnectionLimits(256, Duration.ofSeconds(10), Duration.ofSeconds(60));

    private final Vertx vertx;
    private final HttpServer server;
    private final OpenConnections connections;
    private final Optional<CertificateWatch> certificates;
    private final RequestGuard guard;
    private final RequestBody.Limits bodies;
    private final Relay relay;
    private final PrometheusMeterRegistry registry;

    private ManagementServer(
            Vertx vertx,
            ManagementConfig config,
            ConnectionLimits limits,
            RequestBody.Limits bodies,
            Optional<CertificateWatch> certificates,
            Relay relay,
            PrometheusMeterRegistry registry) {
        this.vertx = vertx;
        this.certificates = certificates;
        this.bodies = bodies;
        this.relay = relay;
        this.registry = registry;
        guard = new RequestGuard(config);
        connections = new OpenConnections(vertx, "management", limits);
        HttpServerOptions options = limits.server(config.host(), config.port());
        server = connections.watch(vertx.createHttpServer(
                certificates.map(watch -> watch.secure(options)).orElse(options)));
    }

    /** Listens; fails where the port can't be bound or the certificate can't be used. */
    public static Future<ManagementServer> start(
            Vertx vertx, ManagementConfig config, Relay relay, PrometheusMeterRegistry registry) {
        return start(vertx, config, CONNECTIONS, RequestBody.Limits.STANDARD, relay, registry);
    }

    static Future<ManagementServer> start(
            Vertx vertx,
            ManagementConfig config,
            ConnectionLimits limits,
            RequestBody.Limits bodies,
            Relay relay,
            PrometheusMeterRegistry registry) {
        return certificates(vertx, config)
                .compose(watch -> new ManagementServer(vertx, config, limits, bodies, watch, relay, registry).listen());
    }

    /** The port that is bound. */
    public int port() {
        return server.actualPort();
    }

    public Future<Void> stop() {
        certificates.ifPresent(CertificateWatch::stop);
        connections.stop();
        return server.close();
    }

    private static Future<Optional<CertificateWatch>> certificates(Vertx vertx, ManagementConfig config) {
        return config.tls()
                .map(files -> CertificateWatch.open(vertx, "management", files, Clock.systemUTC())
                        .map(Optional::of))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    private Future<ManagementServer> listen() {
        return server.requestHandler(this::receive)
                .listen()
                .onSuccess(listening -> certificates.ifPresent(watch -> watch.renew(listening)))
                .onFailure(notBound -> stop())
                .map(this);
    }

    private void receive(HttpServerRequest request) {
        connections.serving(request);
        RequestGuard.harden(request.response());
        Optional<RequestGuard.Refusal> refusal = guard.refusal(request);
        if (refusal.isPresent()) {
            refuse(request, refusal.get().status(), refusal.get().words());
        } else if (RequestGuard.reads(request)) {
            answer(request);
        } else {
            RequestBody.of(request, vertx, bodies)
                    .onSuccess(body -> answer(request))
                    .onFailure(failure -> fail(request, failure));
        }
    }

    private void answer(HttpServerRequest request) {
        if (!RequestGuard.reads(request)) {
            request.response().putHeader("Allow", "GET, HEAD");
            send(request, 405, JSON, "{\"error\":\"only GET\"}");
            return;
        }
        switch (request.path()) {
            case "/health/live" -> send(request, 200, JSON, "{\"status\":\"live\"}");
            case "/health/ready" -> ready(request);
            case "/metrics" -> send(request, 200, PROMETHEUS_TEXT, registry.scrape());
            default -> send(request, 404, JSON, "{\"error\":\"there are /health/live, /health/ready and /metrics\"}");
        }
    }

    private void ready(HttpServerRequest request) {
        Health health = Health.of(relay);
        send(request, health.ready() ? 200 : 503, JSON, health.details().toString());
    }

    private static void fail(HttpServerRequest request, Throwable failure) {
        if (failure instanceof RequestBody.RefusedException refused) {
            refuse(request, refused.status(), refused.getMessage());
        } else {
            LOG.debug("A client of management went away before its request was whole: {}", failure.getMessage());
        }
    }

    /** Closes the connection, so that nobody has to read the rest of what was sent. */
    private static void refuse(HttpServerRequest request, int status, String words) {
        if (status == 401) {
            request.response().putHeader("WWW-Authenticate", "Bearer");
        }
        request.response().putHeader("Connection", "close");
        send(request, status, JSON, "{\"error\":\"" + words + "\"}");
    }

    private static void send(HttpServerRequest request, int status, String type, String body) {
        request.response().setStatusCode(status).putHeader("Content-Type", type).end(body);
    }
}
