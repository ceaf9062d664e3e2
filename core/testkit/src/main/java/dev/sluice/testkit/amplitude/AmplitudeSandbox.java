package dev.sluice.testkit.amplitude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A server that takes events as Amplitude does: it keeps the documented rules of {@code /batch} and {@code /2/httpapi}, drops
 * duplicates, and can be told to fail. Its methods may be called from any thread.
 */
public final class AmplitudeSandbox {

    private static final String HOST = "127.0.0.1";
    private static final int KEPT_REQUESTS = 10_000;
    private static final long DRIP_MILLIS = 200;

    private final Vertx vertx;
    private final Clock clock;
    private final RateRules rates;
    private final UploadRules rules;
    private final IngestedEvents ingested;
    private final Queue<Fault> next = new ConcurrentLinkedQueue<>();
    private final Queue<ReceivedRequest> requests = new ConcurrentLinkedQueue<>();
    private volatile Optional<Fault> always = Optional.empty();
    private volatile Consumer<ObjectNode> listener = event -> {};
    private volatile Optional<HttpServer> server = Optional.empty();

    /**
     * @param apiKey the one key that is good
     * @param keep how many events are kept to be looked at; all are counted
     */
    public AmplitudeSandbox(Vertx vertx, String apiKey, Clock clock, int keep) {
        this.vertx = vertx;
        this.clock = clock;
        rates = new RateRules(clock);
        rules = new UploadRules(apiKey, rates);
        ingested = new IngestedEvents(clock, keep);
    }

    /** Listens on a free port of loopback. */
    public Future<AmplitudeSandbox> start() {
        HttpServerOptions options =
                new HttpServerOptions().setHost(HOST).setPort(0).setDecompressionSupported(true);
        return vertx.createHttpServer(options)
                .requestHandler(this::receive)
                .listen()
                .map(listening -> {
                    server = Optional.of(listening);
                    return this;
                });
    }

    public Future<Void> close() {
        return server.map(HttpServer::close).orElse(Future.succeededFuture());
    }

    /** Where the Batch Event Upload API is. */
    public URI batchUri() {
        return uri("/batch");
    }

    /** Where the HTTP V2 API is. */
    public URI httpApiUri() {
        return uri("/2/httpapi");
    }

    /** The next requests fail so, one each, in this order. */
    public void failNext(Fault... faults) {
        next.addAll(List.of(faults));
    }

    /** All requests fail so until {@link #mend}. */
    public void failAlways(Fault fault) {
        always = Optional.of(fault);
    }

    /** From now on nothing fails that keeps the rules. */
    public void mend() {
        always = Optional.empty();
        next.clear();
    }

    /** Requests with such an event are refused with a 400 that names nobody. */
    public void poison(Predicate<ObjectNode> predicate) {
        rules.poison(predicate);
    }

    /** Refuses requests with events of this user or device with 429 until {@link #unthrottle}. */
    public void throttle(String id) {
        rates.throttled().add(id);
    }

    public void unthrottle(String id) {
        rates.throttled().remove(id);
    }

    /** Refuses requests with events of this device with 400. */
    public void silence(String deviceId) {
        rates.silenced().add(deviceId);
    }

    /** Refuses requests with events of this user or device as over the daily quota. */
    public void exceedQuota(String id) {
        rates.overQuota().add(id);
    }

    /** How many events a second a user or device may send, averaged over 30 s. */
    public void limitRate(int eventsPerSecond) {
        rates.eventsPerSecond(eventsPerSecond);
    }

    /** Tells of each event of a request that was taken in; called on the server's event loop. */
    public void onEvent(Consumer<ObjectNode> consumer) {
        listener = consumer;
    }

    /** What was taken in, less duplicates. */
    public List<ObjectNode> events() {
        return ingested.events();
    }

    /** How many events were taken in, less duplicates. */
    public long count() {
        return ingested.count();
    }

    /** How many events came again within seven days. */
    public long duplicates() {
        return ingested.duplicates();
    }

    /** The latest requests, oldest first. */
    public List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    /** Waits until so many events are taken in. Blocks. */
    public void awaitIngested(long count, Duration limit) throws InterruptedException, TimeoutException {
        ingested.await(count, limit);
    }

    private URI uri(String path) {
        int port = server.orElseThrow(() -> new IllegalStateException("the sandbox was not started"))
                .actualPort();
        return URI.create("http://" + HOST + ":" + port + path);
    }

    private void receive(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            JsonNode upload = UploadRules.parse(body.getBytes());
            Fault fault = next.poll();
            if (fault == null) {
                fault = always.orElse(null);
            }
            if (fault == null) {
                answer(request, body, upload, judge(request, body, upload));
            } else {
                fail(request, body, upload, fault);
            }
        });
    }

    private SandboxAnswer judge(HttpServerRequest request, Buffer body, JsonNode upload) {
        return rules.refusal(request.path(), body.length(), upload).orElseGet(() -> {
            JsonNode events = upload.path("events");
            ingested.take(events);
            events.forEach(event -> listener.accept((ObjectNode) event));
            return SandboxAnswer.ingested(events.size(), body.length(), clock.millis());
        });
    }

    private void fail(HttpServerRequest request, Buffer body, JsonNode upload, Fault fault) {
        if (fault instanceof Fault.Answers answers) {
            answers.headers().forEach(request.response()::putHeader);
            answer(request, body, upload, new SandboxAnswer(answers.status(), answers.body()));
        } else if (fault instanceof Fault.NamesFirst) {
            ObjectNode refusal = SandboxAnswer.json(400, "Request missing required field");
            refusal.putObject("events_with_invalid_fields").putArray("time").add(0);
            answer(request, body, upload, SandboxAnswer.of(refusal));
        } else if (fault instanceof Fault.ThrottlesUsers) {
            ObjectNode refusal = SandboxAnswer.json(429, "Too many requests for some devices and users");
            ObjectNode users = refusal.putObject("throttled_users");
            upload.path("events")
                    .forEach(event -> users.put(event.path("user_id").asText(), 1));
            answer(request, body, upload, SandboxAnswer.of(refusal));
        } else if (fault instanceof Fault.ExceedsQuota) {
            ObjectNode refusal = SandboxAnswer.json(429, "Too many requests for some devices and users");
            refusal.putObject("exceeded_daily_quota_users")
                    .put(upload.at("/events/0/user_id").asText(), 1);
            answer(request, body, upload, SandboxAnswer.of(refusal));
        } else {
            breakOff(request, body, upload, fault);
        }
    }

    private void breakOff(HttpServerRequest request, Buffer body, JsonNode upload, Fault fault) {
        record(request, body, upload, 0);
        if (fault instanceof Fault.Hangs) {
            return;
        }
        if (fault instanceof Fault.ResetBefore) {
            request.connection().close();
            return;
        }
        SandboxAnswer answer = judge(request, body, upload);
        if (fault instanceof Fault.CutShort) {
            request.response().end(answer.body().substring(0, answer.body().length() / 2));
        } else if (fault instanceof Fault.Drips) {
            drip(request, answer.body());
        } else {
            request.connection().close();
        }
    }

    private void drip(HttpServerRequest request, String body) {
        request.response().setChunked(true);
        vertx.setPeriodic(DRIP_MILLIS, timer -> {
            if (request.response().closed()) {
                vertx.cancelTimer(timer);
            } else {
                request.response().write(body.substring(0, 1));
            }
        });
    }

    private void answer(HttpServerRequest request, Buffer body, JsonNode upload, SandboxAnswer answer) {
        record(request, body, upload, answer.status());
        if (!request.response().headers().contains("Content-Type")) {
            request.response().putHeader("Content-Type", "application/json");
        }
        request.response().setStatusCode(answer.status()).end(answer.body());
    }

    private void record(HttpServerRequest request, Buffer body, JsonNode upload, int status) {
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        int events = upload.path("events") instanceof ArrayNode list ? list.size() : 0;
        requests.add(new ReceivedRequest(request.path(), headers, body.length(), events, status));
        if (requests.size() > KEPT_REQUESTS) {
            requests.poll();
        }
    }
}
