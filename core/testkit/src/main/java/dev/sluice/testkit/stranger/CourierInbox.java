package dev.sluice.testkit.stranger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Where couriers deliver to: a server on 127.0.0.1 that keeps what it was told. For any thread. */
public final class CourierInbox {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** One event as it arrived. */
    public record Arrival(String id, String version) {}

    private final Vertx vertx;
    private final HttpServer server;
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<HttpServerRequest> held = new ArrayList<>();
    private volatile int status = 200;
    private volatile boolean holding;
    private volatile long delayMillis;

    public CourierInbox(Vertx vertx) {
        this.vertx = vertx;
        server = vertx.createHttpServer();
    }

    public Future<Void> start() {
        return server.requestHandler(request -> request.body().onSuccess(body -> take(request, body)))
                .listen(0, "127.0.0.1")
                .mapEmpty();
    }

    /** Where to deliver to. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/");
    }

    /** From now on requests are answered with this status; what comes with any but 200 is not taken in. */
    public void answer(int otherStatus) {
        status = otherStatus;
    }

    /** From now on each answer takes so long. */
    public void takesMillis(long millis) {
        delayMillis = millis;
    }

    /** From now on requests are taken in, and get no answer until {@link #letGo}. */
    public void hold() {
        holding = true;
    }

    /** How many requests wait for their answer. */
    public int heldBack() {
        synchronized (arrivals) {
            return held.size();
        }
    }

    /** Answers all requests that wait, and further ones at once. */
    public void letGo() {
        holding = false;
        List<HttpServerRequest> waiting;
        synchronized (arrivals) {
            waiting = List.copyOf(held);
            held.clear();
        }
        waiting.forEach(request -> request.response().end());
    }

    /** All that arrived, in order, as often as it did. */
    public List<Arrival> arrivals() {
        synchronized (arrivals) {
            return List.copyOf(arrivals);
        }
    }

    /** The ids of the events that arrived. */
    public Set<String> ids() {
        Set<String> ids = new TreeSet<>();
        arrivals().forEach(arrival -> ids.add(arrival.id));
        return ids;
    }

    /** The versions that were at work. */
    public Set<String> versions() {
        Set<String> versions = new TreeSet<>();
        arrivals().forEach(arrival -> versions.add(arrival.version));
        return versions;
    }

    private void take(HttpServerRequest request, Buffer body) {
        int answer = status;
        if (answer == 200) {
            synchronized (arrivals) {
                JsonNode batch = read(body);
                batch.path("events")
                        .forEach(event -> arrivals.add(new Arrival(
                                event.path("id").asText(), batch.path("version").asText())));
                if (holding) {
                    held.add(request);
                    return;
                }
            }
        }
        request.response().setStatusCode(answer);
        if (delayMillis == 0) {
            request.response().end();
        } else {
            vertx.setTimer(delayMillis, due -> request.response().end());
        }
    }

    private static JsonNode read(Buffer body) {
        try {
            return JSON.readTree(body.getBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
