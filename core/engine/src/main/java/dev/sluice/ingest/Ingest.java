package dev.sluice.ingest;

import dev.sluice.config.IngestConfig;
import dev.sluice.server.OpenConnections;
import dev.sluice.tls.CertificateWatch;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The receiving side of a node: one {@link IngestVerticle} for each event loop, on one port. Safe for several threads. */
public final class Ingest {

    private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);

    /** What keeps webhooks from being stored is told once in so long, not at each that is refused. */
    private static final long NOTICE_NANOS = 60_000_000_000L;

    private static final long LOOK_MILLIS = 20;

    private final Vertx vertx;
    private final IngestConfig config;
    private final Clock clock;
    private final BodyBudget budget;
    private final IngestMeters meters;
    private final AtomicLong nextNotice = new AtomicLong(System.nanoTime());
    private volatile boolean stopping;
    private volatile boolean leaving;
    private volatile long lastAskedNanos;
    private volatile Future<Void> opened = Future.succeededFuture();
    private final OpenConnections connections;
    private volatile Optional<CertificateWatch> certificates = Optional.empty();
    private volatile Optional<HttpServer> server = Optional.empty();
    private volatile String deployment = "";

    public Ingest(Vertx vertx, IngestConfig config, MeterRegistry registry, Clock clock) {
        this.vertx = vertx;
        this.config = config;
        this.clock = clock;
        budget = new BodyBudget(config.maxInFlightBytes().bytes());
        meters = new IngestMeters(registry);
        connections = new OpenConnections(vertx, "ingest", IngestServer.limits(config));
    }

    /**
     * Listens on as many event loops as given.
     *
     * @return completes when webhooks are received; fails where the port can't be bound or the certificate can't be used
     */
    public Future<Void> start(int eventLoops) {
        return openCertificates()
                .compose(opened -> vertx.deployVerticle(
                        () -> new IngestVerticle(this, config, clock),
                        new DeploymentOptions().setInstances(eventLoops)))
                .map(id -> {
                    deployment = id;
                    certificates.ifPresent(watch -> server.ifPresent(watch::renew));
                    return null;
                });
    }

    /** From now on webhooks are answered 503; what is already received is still stored and answered. */
    public void refuse() {
        stopping = true;
    }

    /**
     * From now on webhooks wait until they are served. To be called before {@link #start}.
     *
     * @param until completes when they are
     */
    public void hold(Future<Void> until) {
        opened = until;
    }

    /**
     * Moves senders to another process that listens on the same port: webhooks are still stored and answered, but each answer is the
     * last one of its connection.
     *
     * @return completes when nobody has asked for so long, or after the limit
     */
    public Future<Void> moveSendersAway(Duration quiet, Duration limit) {
        leaving = true;
        long start = System.nanoTime();
        lastAskedNanos = start;
        Promise<Void> moved = Promise.promise();
        vertx.setPeriodic(LOOK_MILLIS, timer -> {
            long now = System.nanoTime();
            if (now - lastAskedNanos > quiet.toNanos() || now - start > limit.toNanos()) {
                vertx.cancelTimer(timer);
                moved.tryComplete();
            }
        });
        return moved.future();
    }

    /** Stops listening. */
    public Future<Void> stop() {
        refuse();
        connections.stop();
        certificates.ifPresent(CertificateWatch::stop);
        return deployment.isEmpty() ? Future.succeededFuture() : vertx.undeploy(deployment);
    }

    /** The port bound, or 0 before {@link #start}. */
    public int port() {
        return server.map(HttpServer::actualPort).orElse(0);
    }

    /** Completes when webhooks are served; at once, unless they are held. */
    Future<Void> opened() {
        return opened;
    }

    /** Whether an answer is to be the last one of its connection. */
    boolean isLeaving() {
        return leaving;
    }

    void asked() {
        if (leaving) {
            lastAskedNanos = System.nanoTime();
        }
    }

    boolean isStopping() {
        return stopping;
    }

    /** All instances share one server, so that any of them stands for it. */
    void listening(HttpServer listening) {
        server = Optional.of(listening);
    }

    HttpServerOptions serverOptions() {
        HttpServerOptions options = IngestServer.options(config);
        return certificates.map(watch -> watch.secure(options)).orElse(options);
    }

    OpenConnections connections() {
        return connections;
    }

    BodyBudget budget() {
        return budget;
    }

    IngestMeters meters() {
        return meters;
    }

    private Future<Void> openCertificates() {
        return config.tls()
                .map(files -> CertificateWatch.open(vertx, "ingest", files, clock)
                        .onSuccess(watch -> certificates = Optional.of(watch))
                        .<Void>mapEmpty())
                .orElseGet(Future::succeededFuture);
    }

    /** Events can't be stored. */
    void notStored(String why) {
        long due = nextNotice.get();
        long now = System.nanoTime();
        if (now - due >= 0 && nextNotice.compareAndSet(due, now + NOTICE_NANOS)) {
            LOG.warn("Webhooks are answered 503: {}", why);
        }
    }
}
