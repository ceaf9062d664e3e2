package dev.sluice.testkit.sender;

import static dev.sluice.testkit.customerio.WebhookBuilder.aWebhook;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.customerio.WebhookSender;
import dev.sluice.testkit.sender.Outcome.Answered;
import dev.sluice.testkit.sender.Outcome.Disconnected;
import dev.sluice.testkit.sender.Outcome.TooLate;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the exchange makes of a real receiver. */
class WebhookExchangeTest {

    private static final Duration SHORT = Duration.ofMillis(50);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void tellsTheStatus() {
        HttpServer server =
                listen(request -> request.response().setStatusCode(429).end());

        assertThat(new WebhookExchange(sender(server)).post(aWebhook().bytes())).isEqualTo(new Answered(429));
    }

    @Test
    void tellsOfAnAnswerThatDoesNotCome() {
        HttpServer server = listen(request -> {});

        assertThat(new WebhookExchange(sender(server), SHORT).post(aWebhook().bytes()))
                .isEqualTo(new TooLate());
    }

    @Test
    void tellsOfAnAnswerThatDoesNotEnd() {
        HttpServer server =
                listen(request -> request.response().setChunked(true).write("{"));

        assertThat(new WebhookExchange(sender(server), SHORT).post(aWebhook().bytes()))
                .isEqualTo(new TooLate());
    }

    @Test
    void tellsOfAConnectionThatIsClosedWithoutAnAnswer() {
        HttpServer server = listen(request -> request.connection().close());

        assertThat(new WebhookExchange(sender(server)).post(aWebhook().bytes())).isEqualTo(new Disconnected());
    }

    @Test
    void tellsOfAConnectionThatIsRefused() {
        HttpServer server = listen(request -> {});
        WebhookSender sender = sender(server);
        server.close().await();

        assertThat(new WebhookExchange(sender).post(aWebhook().bytes())).isEqualTo(new Disconnected());
    }

    private HttpServer listen(Handler<HttpServerRequest> receiver) {
        return vertx.createHttpServer()
                .requestHandler(receiver)
                .listen(0, "127.0.0.1")
                .await();
    }

    private WebhookSender sender(HttpServer server) {
        URI receiver = URI.create("http://127.0.0.1:" + server.actualPort() + "/hook");
        return new WebhookSender(vertx, receiver, Optional.empty());
    }
}
