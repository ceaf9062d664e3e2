package dev.sluice.testkit.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Senders with a connection each, who post without pause or at a pace, each webhook again until it is taken: as Customer.io does, only
 * at once. For any thread that is no event loop.
 */
public final class LoadSenders implements AutoCloseable {

    /** Customer.io gives up after this. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** No answer at all; what came instead follows. */
    private static final String NO_ANSWER = "no answer";

    /** A 503 that does not say when to come again. */
    private static final String WITHOUT_RETRY_AFTER = "503 without Retry-After";

    /** After a refusal, so that a relay that refuses is not measured by how fast it does. */
    private static final long PAUSE_MILLIS = 5;

    private final Vertx vertx;
    private final HttpClient client;
    private final RequestOptions request;
    private final NumberedEvents events;
    private final AckLatency latency;
    private final long paceNanos;
    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
    private final List<Future<Void>> senders = new ArrayList<>();
    private volatile boolean stopping;

    /**
     * Without pause.
     *
     * @param latency gets the time of each acknowledgement
     */
    public LoadSenders(Vertx vertx, URI target, int connections, NumberedEvents events, AckLatency latency) {
        this(vertx, target, connections, events, latency, Duration.ZERO);
    }

    /**
     * At a pace.
     *
     * @param latency gets the time of each acknowledgement
     * @param pace from one webhook of a sender to its next, to the millisecond; one that was kept waiting makes up for it
     */
    public LoadSenders(
            Vertx vertx, URI target, int connections, NumberedEvents events, AckLatency latency, Duration pace) {
        this.vertx = vertx;
        this.events = events;
        this.latency = latency;
        paceNanos = pace.toNanos();
        client = vertx.createHttpClient(
                // Not a limit on each request: the client counts the wait for a connection in that, and trips over
                // itself.
                new HttpClientOptions().setKeepAlive(true).setIdleTimeout((int) PATIENCE.toSeconds()),
                new PoolOptions().setHttp1MaxSize(connections));
        request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(target.toString())
                .putHeader("content-type", "application/json");
        for (int i = 0; i < connections; i++) {
            // One after the other, so that they do not all post at once.
            Sender sender = new Sender(System.nanoTime() + paceNanos * i / connections);
            senders.add(sender.ended.future());
            sender.next();
        }
    }

    /** How often each answer came, by status. */
    public Map<String, Long> answers() {
        Map<String, Long> counts = new TreeMap<>();
        answers.forEach((answer, count) -> counts.put(answer, count.sum()));
        return counts;
    }

    /** How often this answer came. */
    public long answered(String answer) {
        LongAdder count = answers.get(answer);
        return count == null ? 0 : count.sum();
    }

    /** Waits for the answers that are under way. What was not acknowledged by then is nobody's debt. */
    public void stop() {
        stopping = true;
        Future.join(senders)
                .compose(done -> client.close())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @Override
    public void close() {
        stop();
    }

    /** One connection's worth: an event at a time. No chain of futures grows with the events. */
    private final class Sender {

        private final Promise<Void> ended = Promise.promise();
        private int number;
        private Buffer body = Buffer.buffer();
        private long due;

        private Sender(long due) {
            this.due = due;
        }

        private void next() {
            long millis = Math.round((due - System.nanoTime()) / 1e6);
            due += paceNanos;
            if (paceNanos > 0 && millis > 0) {
                vertx.setTimer(millis, now -> post());
            } else {
                post();
            }
        }

        private void post() {
            number = events.next();
            body = Buffer.buffer(events.webhook(number));
            attempt();
        }

        private void attempt() {
            if (stopping) {
                ended.complete();
                return;
            }
            long start = System.nanoTime();
            client.request(request)
                    .compose(opened -> opened.send(body))
                    .compose(response -> response.end().map(answer(response)))
                    .otherwise(failure -> NO_ANSWER + ": " + failure.getMessage())
                    .onSuccess(answer -> answered(answer, System.nanoTime() - start));
        }

        private void answered(String answer, long nanos) {
            answers.computeIfAbsent(answer, any -> new LongAdder()).increment();
            if (answer.equals("200")) {
                latency.record(nanos);
                events.acknowledge(number);
                next();
            } else {
                vertx.setTimer(PAUSE_MILLIS, again -> attempt());
            }
        }
    }

    private static String answer(HttpClientResponse response) {
        boolean silent = response.statusCode() == 503 && response.getHeader("Retry-After") == null;
        return silent ? WITHOUT_RETRY_AFTER : Integer.toString(response.statusCode());
    }
}
