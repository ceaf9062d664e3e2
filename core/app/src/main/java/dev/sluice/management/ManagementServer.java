package dev.sluice.management;

import dev.sluice.config.ManagementConfig;
import dev.sluice.lane.Lane;
import dev.sluice.relay.Relay;
import dev.sluice.server.ConnectionLimits;
import dev.sluice.server.OpenConnections;
import dev.sluice.spi.Destination;
import dev.sluice.tls.CertificateWatch;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Health, metrics and the API over HTTP. Every request passes the {@link RequestGuard} before it is looked at. */
public final class ManagementServer {

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
    private final Router router;

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
        router = routes();
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
        guard.refusal(request)
                .ifPresentOrElse(
                        refusal -> Reply.refuse(vertx, request, refusal.status(), refusal.words()),
                        () -> answer(request));
    }

    /** What is asked without a name of the host, by old supervisors, has no place in the router. */
    private void answer(HttpServerRequest request) {
        if (RequestGuard.reads(request) && request.path().equals("/health/live")) {
            send(request, 200, JSON, "{\"status\":\"live\"}");
        } else if (RequestGuard.reads(request) && request.path().equals("/health/ready")) {
            Health health = Health.of(relay);
            send(request, health.ready() ? 200 : 503, JSON, health.details().toString());
        } else if (request.authority() == null) {
            Reply.refuse(vertx, request, 400, "send a header Host");
        } else {
            router.handle(request);
        }
    }

    private Router routes() {
        Router routes = Router.router(vertx);
        routes.route().handler(RequestBody.within(bodies));
        routes.get("/metrics").handler(context -> send(context.request(), 200, PROMETHEUS_TEXT, registry.scrape()));
        Clock clock = Clock.systemUTC();
        GoneNodes gone = new GoneNodes(clock);
        gone.watch(relay.cluster());
        StatusApi status = new StatusApi(relay, gone);
        status.mount(routes);
        new ControlApi(relay, status).mount(routes);
        ManagementApi.mount(routes, relay.journal(), Desks.of(relay, this::destinations, gone, clock), clock);
        return routes;
    }

    private Map<String, Destination> destinations() {
        return relay.lanes().stream().collect(Collectors.toMap(Lane::id, Lane::destination));
    }

    private static void send(HttpServerRequest request, int status, String type, String body) {
        request.response().setStatusCode(status).putHeader("Content-Type", type).end(body);
    }
}
