package dev.sluice.testkit.customerio;

import static dev.sluice.testkit.customerio.WebhookBuilder.aWebhook;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookSenderTest {

    private final Vertx vertx = Vertx.vertx();
    private final List<MultiMap> headers = new CopyOnWriteArrayList<>();
    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
    private final Set<String> callers = ConcurrentHashMap.newKeySet();
    private URI receiver = URI.create("http://127.0.0.1/");

    @BeforeEach
    void listen() {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    headers.add(request.headers());
                    bodies.add(body.getBytes());
                    callers.add(request.remoteAddress().toString());
                    request.response().setStatusCode(202).end("taken");
                }))
                .listen(0, "127.0.0.1")
                .await();
        receiver = URI.create("http://127.0.0.1:" + server.actualPort() + "/hook");
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void tellsStatusAndBodyOfTheAnswer() {
        WebhookSender sender = new WebhookSender(vertx, receiver, Optional.empty());
        assertThat(sender.send(aWebhook().bytes()).await()).isEqualTo(new WebhookSender.Answer(202, "taken"));
        assertThat(bodies).containsExactly(aWebhook().bytes());
    }

    @Test
    void signsTheBytesThatItSends() {
        WebhookSender sender = new WebhookSender(vertx, receiver, Optional.of("key"));
        sender.send(aWebhook().bytes()).await();

        long sentAt = Long.parseLong(headers.get(0).get("x-cio-timestamp"));
        assertThat(headers.get(0).get("x-cio-signature"))
                .isEqualTo(new WebhookSignature("key")
                        .headers(bodies.get(0), sentAt)
                        .get("x-cio-signature"));
    }

    @Test
    void sendsUnsignedWithoutAKey() {
        new WebhookSender(vertx, receiver, Optional.empty())
                .send(aWebhook().bytes())
                .await();
        assertThat(headers.get(0).contains("x-cio-signature")).isFalse();
    }

    @Test
    void keepsItsConnectionAlive() {
        WebhookSender sender = new WebhookSender(vertx, receiver, Optional.empty());
        for (int i = 0; i < 20; i++) {
            sender.send(aWebhook().bytes()).await();
        }
        assertThat(callers).hasSizeLessThan(20);
    }
}
