package dev.sluice.lane.deliver;

import dev.sluice.spi.DeliveryRequest;
import dev.sluice.spi.DeliveryResponse;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPOutputStream;

/**
 * Sends requests to a destination and reads its answers, within bounds: of connections, of the time for a whole exchange, and of an
 * answer's size. Follows no redirect: a key is sent only where the operator said.
 */
public final class HttpExchange {

    /** More of an answer is thrown away; what names the events of a full batch is smaller. */
    private static final int MAX_ANSWER_BYTES = 1 << 20;

    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    /** Shorter than the idle times of common load balancers, so that the connection is not closed under a request. */
    private static final int KEEP_ALIVE_SECONDS = 30;

    private final Vertx vertx;
    private final HttpClient client;
    private final Duration timeout;
    private final Clock clock;

    /**
     * @param concurrency requests under way at once
     * @param timeout for a whole exchange, from the connection to the end of the answer
     */
    public HttpExchange(Vertx vertx, int concurrency, Duration timeout, Clock clock) {
        this.vertx = vertx;
        this.timeout = timeout;
        this.clock = clock;
        client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS),
                new PoolOptions().setHttp1MaxSize(concurrency));
    }

    /**
     * Sends a request.
     *
     * @return completes with the answer, whatever its status; fails with {@link TimeoutException} or what broke the connection
     */
    public Future<DeliveryResponse> send(DeliveryRequest request) {
        return body(request).compose(body -> exchange(request, body));
    }

    /** Closes all connections. */
    public Future<Void> close() {
        return client.close();
    }

    private Future<DeliveryResponse> exchange(DeliveryRequest request, Buffer body) {
        Promise<DeliveryResponse> answer = Promise.promise();
        RequestOptions options = new RequestOptions()
                .setAbsoluteURI(request.uri().toString())
                .setMethod(HttpMethod.valueOf(request.method()));
        client.request(options)
                .onSuccess(sending -> {
                    long timer = vertx.setTimer(timeout.toMillis(), late -> {
                        answer.tryFail(new TimeoutException("no answer within " + timeout.toMillis() + " ms"));
                        sending.reset();
                    });
                    answer.future().onComplete(done -> vertx.cancelTimer(timer));
                    send(sending, request, body).onComplete(answer::tryComplete, answer::tryFail);
                })
                .onFailure(answer::tryFail);
        return answer.future();
    }

    private Future<DeliveryResponse> send(HttpClientRequest sending, DeliveryRequest request, Buffer body) {
        request.headers().forEach(sending::putHeader);
        if (compresses(request)) {
            sending.putHeader("Content-Encoding", "gzip");
        }
        return sending.send(body).compose(response -> read(response, sending));
    }

    private Future<DeliveryResponse> read(HttpClientResponse response, HttpClientRequest request) {
        Promise<DeliveryResponse> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.handler(chunk -> {
            int room = MAX_ANSWER_BYTES - body.length();
            body.appendBuffer(chunk.length() <= room ? chunk : chunk.slice(0, room));
        });
        response.endHandler(end -> whole.tryComplete(
                new DeliveryResponse(response.statusCode(), headers(response), body.getBytes(), clock.instant())));
        return whole.future();
    }

    private static Map<String, String> headers(HttpClientResponse response) {
        Map<String, String> headers = new HashMap<>();
        response.headers().forEach((name, value) -> headers.putIfAbsent(name, value));
        return headers;
    }

    /** Compresses off the event loop: a full batch takes tens of milliseconds. */
    private Future<Buffer> body(DeliveryRequest request) {
        if (!compresses(request)) {
            return Future.succeededFuture(Buffer.buffer(request.body()));
        }
        return vertx.executeBlocking(() -> Buffer.buffer(gzip(request.body())), false);
    }

    private static boolean compresses(DeliveryRequest request) {
        return request.gzipFromBytes().isPresent()
                && request.body().length >= request.gzipFromBytes().getAsInt();
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(body.length / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException("compressing in memory", impossible);
        }
        return compressed.toByteArray();
    }
}
