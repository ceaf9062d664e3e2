package dev.sluice.testkit.amplitude;

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
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server on 127.0.0.1 that takes uploads as Amplitude does, and that fails as told. Faults come before the rules, and a request that
 * cannot be read uses one up too. For any thread.
 */
public final class AmplitudeSandbox {

    private static final Logger LOG = LoggerFactory.getLogger(AmplitudeSandbox.class);
    private static final String HOST = "127.0.0.1";

    private final Vertx vertx;
    private final int port;
    private final HttpServer server;
    private final Recording recording;
    private final Intake intake;
    private final ReactionWriter writer;

    public AmplitudeSandbox(Vertx vertx, SandboxOptions options) {
        this.vertx = vertx;
        port = options.port();
        server = vertx.createHttpServer();
        recording = new Recording(options.maxKept());
        intake = new Intake(options, recording);
        writer = new ReactionWriter(vertx);
    }

    /** Completes once requests are taken; fails where the port is in use. Call it once. */
    public Future<Void> start() {
        return server.requestHandler(this::handle)
                .listen(port, HOST)
                .onSuccess(listening -> LOG.info("The Amplitude sandbox listens at {}", batchUri()))
                .mapEmpty();
    }

    /** Closes all connections. What was recorded stays. */
    public Future<Void> close() {
        return server.close();
    }

    /** Of the batch event upload API, once started. */
    public URI batchUri() {
        return uri(Endpoint.BATCH);
    }

    /** Of the HTTP V2 API, once started. */
    public URI httpApiUri() {
        return uri(Endpoint.HTTP_API);
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

    /** Refuses requests with such an event, in a 400 that names no event. The predicate must be quick and change nothing. */
    public void poisonUnnamed(Predicate<? super ObjectNode> event) {
        intake.poison(new Poison(event, Optional.empty()));
    }

    /** Refuses requests with such an event, in a 400 that names it for this field. */
    public void poisonNamed(String field, Predicate<? super ObjectNode> event) {
        intake.poison(new Poison(event, Optional.of(field)));
    }

    /** Ends all faults and poisons. */
    public void mend() {
        intake.mend();
    }

    /** The events that were taken in, without duplicates, in the order of their arrival; not to be changed. */
    public List<ObjectNode> events() {
        return recording.events();
    }

    /** The events that were dropped for their insert_id. */
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

    private URI uri(Endpoint endpoint) {
        return URI.create("http://" + HOST + ":" + server.actualPort() + endpoint.path);
    }

    private void handle(HttpServerRequest request) {
        int limit = Endpoint.at(request.path()).map(found -> found.maxBytes + 1).orElse(0);
        BodyReading.read(request, limit)
                .map(body -> new WireRequest(request.path(), headers(request), body))
                .compose(wire -> vertx.executeBlocking(() -> intake.take(wire), false))
                .onSuccess(reaction -> writer.write(request, reaction))
                .onFailure(failure -> {
                    LOG.warn("The Amplitude sandbox could not take a request to {}", request.path(), failure);
                    request.connection().close();
                });
    }

    private static Map<String, String> headers(HttpServerRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return headers;
    }
}
