package dev.sluice.management;

import dev.sluice.config.ManagementConfig;
import dev.sluice.config.Secret;
import dev.sluice.relay.Relay;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Health and metrics over HTTP. Everything but health asks for the bearer token where one is set. */
public final class ManagementServer {

    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String JSON = "application/json";
    private static final String BEARER = "Bearer ";
    private static final int IDLE_SECONDS = 60;
    private static final int MAX_HEADER_BYTES = 16 * 1024;

    private final HttpServer server;
    private final ManagementConfig config;
    private final Relay relay;
    private final PrometheusMeterRegistry registry;

    private ManagementServer(Vertx vertx, ManagementConfig config, Relay relay, PrometheusMeterRegistry registry) {
        this.config = config;
        this.relay = relay;
        this.registry = registry;
        server = vertx.createHttpServer(new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setHttp2ClearTextEnabled(false)
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxHeaderSize(MAX_HEADER_BYTES));
    }

    /** Listens; fails where the port can't be bound. */
    public static Future<ManagementServer> start(
            Vertx vertx, ManagementConfig config, Relay relay, PrometheusMeterRegistry registry) {
        ManagementServer management = new ManagementServer(vertx, config, relay, registry);
        return management.server.requestHandler(management::answer).listen().map(management);
    }

    /** The port that is bound. */
    public int port() {
        return server.actualPort();
    }

    public Future<Void> stop() {
        return server.close();
    }

    private void answer(HttpServerRequest request) {
        if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
            request.response().putHeader("Allow", "GET, HEAD");
            send(request, 405, JSON, "{\"error\":\"only GET\"}");
            return;
        }
        switch (request.path()) {
            case "/health/live" -> send(request, 200, JSON, "{\"status\":\"live\"}");
            case "/health/ready" -> ready(request);
            case "/metrics" -> metrics(request);
            default -> send(request, 404, JSON, "{\"error\":\"there are /health/live, /health/ready and /metrics\"}");
        }
    }

    private void ready(HttpServerRequest request) {
        Health health = Health.of(relay);
        send(request, health.ready() ? 200 : 503, JSON, health.details().toString());
    }

    private void metrics(HttpServerRequest request) {
        if (!mayEnter(request)) {
            request.response().putHeader("WWW-Authenticate", "Bearer");
            send(request, 401, JSON, "{\"error\":\"send the management token as a bearer token\"}");
            return;
        }
        send(request, 200, PROMETHEUS_TEXT, registry.scrape());
    }

    private boolean mayEnter(HttpServerRequest request) {
        if (config.token().isEmpty()) {
            return true;
        }
        String given = request.getHeader("Authorization");
        Secret token = config.token().get();
        return given != null
                && MessageDigest.isEqual(
                        (BEARER + token.reveal()).getBytes(StandardCharsets.UTF_8),
                        given.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpServerRequest request, int status, String type, String body) {
        request.response().setStatusCode(status).putHeader("Content-Type", type).end(body);
    }
}
