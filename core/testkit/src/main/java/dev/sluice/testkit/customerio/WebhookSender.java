package dev.sluice.testkit.customerio;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/** Posts webhooks, signed where there is a key. */
public final class WebhookSender {

    /** What came back. */
    public record Reply(int status, String body) {}

    private final HttpClient client;
    private final URI target;
    private final Optional<WebhookSignature> signature;
    private final Clock clock;

    public WebhookSender(Vertx vertx, URI target, Optional<WebhookSignature> signature, Clock clock) {
        client = vertx.createHttpClient();
        this.target = target;
        this.signature = signature;
        this.clock = clock;
    }

    /** Posts a body as {@code application/json}; completes with whatever status came back. */
    public Future<Reply> post(byte[] body) {
        return post(body, "application/json");
    }

    /** Posts a body. */
    public Future<Reply> post(byte[] body, String contentType) {
        RequestOptions options = new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(target.toString());
        return client.request(options)
                .compose(request -> {
                    request.putHeader("Content-Type", contentType);
                    signature.ifPresent(signing ->
                            signing.headers(body, clock.millis() / 1000).forEach(request::putHeader));
                    return request.send(Buffer.buffer(body));
                })
                .compose(
                        response -> response.body().map(answer -> new Reply(response.statusCode(), answer.toString())));
    }

    public Future<Void> close() {
        return client.close();
    }
}
