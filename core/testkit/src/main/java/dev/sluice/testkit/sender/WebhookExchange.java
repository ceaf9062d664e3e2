package dev.sluice.testkit.sender;

import dev.sluice.testkit.customerio.WebhookSender;
import io.vertx.core.Future;
import io.vertx.core.VertxException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Posts over HTTP, in real time. Not for an event loop, since it waits for the answer. */
public final class WebhookExchange implements Exchange {

    private final WebhookSender sender;
    private final Duration limit;

    /** Waits as long as Customer.io does. */
    public WebhookExchange(WebhookSender sender) {
        this(sender, WebhookSender.ANSWER_LIMIT);
    }

    /** @param limit for the whole exchange, in real time */
    WebhookExchange(WebhookSender sender, Duration limit) {
        this.sender = sender;
        this.limit = limit;
    }

    /** Fails only with what is no fault of the network. */
    @Override
    public Outcome post(byte[] body) {
        return sender.send(body)
                .<Outcome>map(answer -> new Outcome.Answered(answer.status()))
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .recover(WebhookExchange::unanswered)
                .await();
    }

    private static Future<Outcome> unanswered(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return Future.succeededFuture(new Outcome.TooLate());
        }
        // Vert.x tells a connection closed in the middle by exceptions of its own.
        boolean network = failure instanceof IOException || failure instanceof VertxException;
        return network ? Future.succeededFuture(new Outcome.Disconnected()) : Future.failedFuture(failure);
    }
}
