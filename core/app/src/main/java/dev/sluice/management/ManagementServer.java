package dev.sluice.management;

import dev.sluice.config.ManagementConfig;
import dev.sluice.config.Secret;
import dev.sluice.lane.Lane;
import dev.sluice.relay.Relay;
import dev.sluice.spi.Destination;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;

/** Health, metrics and the API over HTTP. Everything but health asks for the bearer token where one is set. */
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
        return management
                .server
                .requestHandler(management.routes(vertx))
                .listen()
                .map(management);
    }

    /** The port that is bound. */
    public int port() {
        return server.actualPort();
    }

    public Future<Void> stop() {
        return server.close();
    }

    private Router routes(Vertx vertx) {
        Map<String, Destination> destinations =
                relay.lanes().stream().collect(Collectors.toMap(Lane::id, Lane::destination));
        Router router = Router.router(vertx);
        router.get("/health/live").handler(context -> send(context, 200, JSON, "{\"status\":\"live\"}"));
        router.get("/health/ready").handler(this::ready);
        router.route().handler(this::guard);
        router.get("/metrics").handler(context -> send(context, 200, PROMETHEUS_TEXT, registry.scrape()));
        ManagementApi.mount(router, relay.journal(), destinations, Clock.systemUTC());
        return router;
    }

    private void ready(RoutingContext context) {
        Health health = Health.of(relay);
        send(context, health.ready() ? 200 : 503, JSON, health.details().toString());
    }

    private void guard(RoutingContext context) {
        if (mayEnter(context.request())) {
            context.next();
        } else {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            Reply.error(context, 401, "send the management token as a bearer token");
        }
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

    private static void send(RoutingContext context, int status, String type, String body) {
        context.response().setStatusCode(status).putHeader("Content-Type", type).end(body);
    }
}
