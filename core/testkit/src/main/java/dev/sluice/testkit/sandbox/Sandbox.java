package dev.sluice.testkit.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server, on 127.0.0.1 unless told otherwise, that takes requests as a vendor does, and that fails as told. Faults come before the rules, and a request that
 * cannot be read uses one up too. A vendor's sandbox extends it with its rules and its addresses. For any thread.
 */
public class Sandbox {

    private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);
    private static final String LOOPBACK = "127.0.0.1";

    private final Vertx vertx;
    private final String vendor;
    private final String host;
    private final int port;
    private final HttpServer server;
    private final VendorRules<?> rules;
    private final Recording recording;
    private final Intake<?> intake;
    private final ReactionWriter writer;

    /**
     * @param vendor its name in the log
     * @param port 0 for any free one
     * @param maxKept events, duplicates and requests that are remembered, each; the oldest go first
     */
    protected <U extends Upload> Sandbox(Vertx vertx, String vendor, int port, int maxKept, VendorRules<U> rules) {
        this(vertx, vendor, LOOPBACK, port, maxKept, rules);
    }

    /** @param host the address to listen at, for senders that are somewhere else */
    protected <U extends Upload> Sandbox(
            Vertx vertx, String vendor, String host, int port, int maxKept, VendorRules<U> rules) {
        this.vertx = vertx;
        this.vendor = vendor;
        this.host = host;
        this.port = port;
        this.rules = rules;
        server = vertx.createHttpServer();
        recording = new Recording(maxKept);
        intake = new Intake<>(rules, recording);
        writer = new ReactionWriter(vertx);
    }

    /** Completes once requests are taken; fails where the port is in use. Call it once. */
    public Future<Void> start() {
        return server.requestHandler(this::handle)
                .listen(port, host)
                .onSuccess(listening -> LOG.info("The {} sandbox listens at {}", vendor, uri("/")))
                .mapEmpty();
    }

    /** Closes all connections. What was recorded stays. */
    public Future<Void> close() {
        return server.close();
    }

    /** The address of a path that begins with a slash, once started; for senders on this machine. */
    public URI uri(String path) {
        return uri(LOOPBACK, path);
    }

    /** The same for senders that reach this machine at another address. */
    public URI uri(String address, String path) {
        return URI.create("http://" + address + ":" + server.actualPort() + path);
    }

    /** Lets the next requests meet these faults, one each, after those that are planned already. */
    public void failNext(Fault... planned) {
        intake.failNext(List.of(planned));
    }

    /** Lets every request meet this fault until {@link #mend()}, after the planned ones. */
    public void failAlways(Fault fault) {
        intake.failWith(() -> Optional.of(fault));
    }

    /**
     * Asks for each request which fault it meets, if any, until {@link #mend()}; after the planned ones.
     *
     * @param source called for one request at a time; must be quick
     */
    public void failWith(Supplier<Optional<Fault>> source) {
        intake.failWith(source);
    }

    /** Ends all faults. */
    public void mend() {
        intake.mend();
    }

    /** The events that were taken in, without duplicates, in the order of their arrival; not to be changed. */
    public List<ObjectNode> events() {
        return recording.events();
    }

    /** The ids of {@link #events()}, as the sender gave them. */
    public List<String> ids() {
        return events().stream().map(rules::idOf).toList();
    }

    /** The events that were dropped, since they had been taken in before. */
    public List<ObjectNode> duplicates() {
        return recording.duplicates();
    }

    /** All requests, refused ones too. */
    public List<SandboxRequest> requests() {
        return recording.requests();
    }

    /** Tells of each event as it is taken in, duplicates not among them; called while a request is judged, so it must be quick. */
    public void onIngested(Consumer<ObjectNode> listener) {
        recording.listen(listener);
    }

    /**
     * Waits until so many events were taken in since the start, duplicates not counted. Not for event loops.
     *
     * @return {@link #events()} at that moment
     * @throws EventsMissingException after the limit, with what did arrive
     * @throws InterruptedException where the waiting thread is interrupted
     */
    public List<ObjectNode> awaitIngested(int count, Duration limit) throws InterruptedException {
        return recording.await(count, limit);
    }

    private void handle(HttpServerRequest request) {
        BodyReading.read(request, rules.maxBodyBytes(request.path()) + 1)
                .map(body -> wire(request, body))
                .compose(wire -> vertx.executeBlocking(() -> intake.take(wire), false))
                .onSuccess(reaction -> writer.write(request, reaction))
                .onFailure(failure -> {
                    LOG.warn("The {} sandbox could not take a request to {}", vendor, request.path(), failure);
                    request.connection().close();
                });
    }

    private static WireRequest wire(HttpServerRequest request, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        String query = request.query() == null ? "" : request.query();
        return new WireRequest(request.method().name(), request.path(), query, headers, body);
    }
}
