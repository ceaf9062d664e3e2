package dev.sluice.testkit.customerio;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Calls a receiver as Customer.io does: one event a request, connections kept alive, signed where there is a key. It does not try
 * again. For any thread.
 */
public final class WebhookSender {

    /**
     * What the receiver answered.
     *
     * @param body as text, empty where there is none
     */
    public record Answer(int status, String body) {}

    /** Customer.io waits 4 seconds for an answer. Source: its documentation of reporting webhooks. */
    public static final Duration ANSWER_LIMIT = Duration.ofSeconds(4);

    private static final int MAX_CONNECTIONS = 32;

    private final HttpClient client;
    private final URI receiver;
    private final Optional<WebhookSignature> signature;
    private final Clock clock = Clock.systemUTC();

    /**
     * @param receiver where the webhooks go, with the path
     * @param signingKey leave it empty to send unsigned
     */
    public WebhookSender(Vertx vertx, URI receiver, Optional<String> signingKey) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true), new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS));
        this.receiver = receiver;
        this.signature = signingKey.map(WebhookSignature::new);
    }

    /** Completes with any answer, whatever its status; fails where the receiver is silent for 4 seconds. */
    public Future<Answer> send(byte[] body) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(receiver.toString())
                .setIdleTimeout(ANSWER_LIMIT.toMillis())
                .putHeader("content-type", "application/json");
        signature.ifPresent(
                sign -> sign.headers(body, clock.instant().getEpochSecond()).forEach(request::putHeader));
        return client.request(request).compose(opened -> answer(opened, body));
    }

    /** Closes the connections. */
    public Future<Void> close() {
        return client.close();
    }

    private static Future<Answer> answer(HttpClientRequest request, byte[] body) {
        return request.send(Buffer.buffer(body))
                .compose(response -> response.body().map(text -> new Answer(response.statusCode(), text.toString())));
    }
}
