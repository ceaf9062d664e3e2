package dev.sluice.lane;

import dev.sluice.config.DestinationConfig;
import dev.sluice.config.SecretValues;
import dev.sluice.journal.StoredEvent;
import dev.sluice.lane.deliver.AnswerReader;
import dev.sluice.lane.deliver.HttpExchange;
import dev.sluice.spi.Answer;
import dev.sluice.spi.Destination;
import dev.sluice.spi.Fate;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Sends one event of a made-up person to a destination and tells what it said, in words that a person can act on. */
public final class ConnectionTest {

    /** @param reached whether the event arrived */
    public record Result(boolean reached, String words) {}

    private final Vertx vertx;
    private final SecretValues secrets;
    private final Clock clock;

    public ConnectionTest(Vertx vertx, SecretValues secrets, Clock clock) {
        this.vertx = vertx;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Sends the event; never fails. The destination's filter is passed over, its mapping is not. */
    public Future<Result> run(DestinationConfig config, Destination destination) {
        byte[] webhook = webhook();
        LanePreview.Outcome outcome =
                LanePreview.withoutFilter(config, destination, secrets).preview(webhook, clock.millis());
        if (!(outcome instanceof LanePreview.Outcome.Sent sent)) {
            return Future.succeededFuture(new Result(
                    false, "the test event can't be mapped: " + outcome + "; see the overrides under mapping"));
        }
        StoredEvent stored = new StoredEvent(0, 0, clock.millis(), webhook);
        Delivery delivery = new Delivery(stored, "email.sent", sent.mapped());
        HttpExchange exchange = new HttpExchange(vertx, 1, config.delivery().timeout(), clock);
        return new AnswerReader(destination, exchange, secrets, clock)
                .send(List.of(delivery))
                .map(reading -> result(reading.answer(), destination))
                .eventually(exchange::close);
    }

    private static Result result(Answer answer, Destination destination) {
        String at = " at " + destination.endpoint();
        if (answer instanceof Answer.Delivered) {
            return new Result(true, "a test event Email Sent of the user sluice-test arrived" + at);
        }
        if (answer instanceof Answer.Misconfigured misconfigured) {
            return new Result(false, "refused" + at + ": " + misconfigured.reason() + "; " + misconfigured.remedy());
        }
        if (answer instanceof Answer.Unavailable unavailable) {
            return new Result(
                    false, "no use" + at + " now: " + unavailable.reason() + "; see that the address can be reached");
        }
        if (answer instanceof Answer.SlowDown slowDown) {
            return new Result(false, "held back" + at + ": " + slowDown.reason() + "; try again later");
        }
        if (answer instanceof Answer.Sorted sorted && sorted.fates().get(0) instanceof Fate.Rejected rejected) {
            return new Result(false, "the event was refused" + at + ": " + rejected.detail());
        }
        if (answer instanceof Answer.Refused refused) {
            return new Result(false, "refused" + at + ": " + refused.reason());
        }
        return new Result(false, "not taken" + at + " now; try again later");
    }

    private byte[] webhook() {
        String id = "sluice-test-" + UUID.randomUUID();
        return """
                {"event_id":"%s","object_type":"email","metric":"sent","timestamp":%d,"data":{
                "customer_id":"sluice-test","identifiers":{"id":"sluice-test","email":"sluice-test@example.com"},
                "delivery_id":"%s","recipient":"sluice-test@example.com","subject":"A test of the connection"}}
                """.formatted(id, clock.millis() / 1000, id).getBytes(StandardCharsets.UTF_8);
    }
}
