package dev.sluice.lane.deliver;

import dev.sluice.config.SecretValues;
import dev.sluice.lane.Delivery;
import dev.sluice.spi.Answer;
import dev.sluice.spi.DeliveryRequest;
import dev.sluice.spi.DeliveryResponse;
import dev.sluice.spi.Destination;
import dev.sluice.spi.MappedEvent;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One exchange from events to the meaning of the answer. Never fails: what goes wrong on the way, in the network or in the plugin,
 * means that the events are sent again.
 */
public final class AnswerReader {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerReader.class);

    /** What came of an exchange: the label for metrics, and the meaning. */
    public record Reading(String status, Answer answer) {}

    private final Destination destination;
    private final HttpExchange exchange;
    private final SecretValues secrets;
    private final AnswerRedaction redaction;
    private final Clock clock;

    /** @param secrets cut out of all that a destination says: some quote the key they refuse */
    public AnswerReader(Destination destination, HttpExchange exchange, SecretValues secrets, Clock clock) {
        this.destination = destination;
        this.exchange = exchange;
        this.secrets = secrets;
        redaction = new AnswerRedaction(secrets);
        this.clock = clock;
    }

    /** Sends a batch. */
    public Future<Reading> send(List<Delivery> deliveries) {
        List<MappedEvent> events = deliveries.stream().map(Delivery::mapped).toList();
        try {
            return send(destination.request(events, clock.instant()), events);
        } catch (RuntimeException broken) {
            return Future.succeededFuture(brokenPlugin(broken));
        }
    }

    /** Sends the destination's probe; empty where it has none. */
    public Optional<Future<Reading>> probe() {
        try {
            return destination.probe(clock.instant()).map(request -> send(request, List.of()));
        } catch (RuntimeException broken) {
            return Optional.of(Future.succeededFuture(brokenPlugin(broken)));
        }
    }

    private Future<Reading> send(DeliveryRequest request, List<MappedEvent> events) {
        return exchange.send(request)
                .map(response -> read(response, events))
                .recover(failure -> Future.succeededFuture(unreachable(request, failure)));
    }

    private Reading read(DeliveryResponse response, List<MappedEvent> events) {
        try {
            Answer answer = redaction.redact(destination.read(response, events));
            if (answer instanceof Answer.Sorted sorted && sorted.fates().size() != events.size()) {
                throw new IllegalStateException(
                        "told " + sorted.fates().size() + " fates for " + events.size() + " events");
            }
            return new Reading(Integer.toString(response.status()), answer);
        } catch (RuntimeException broken) {
            return brokenPlugin(broken);
        }
    }

    private Reading unreachable(DeliveryRequest request, Throwable failure) {
        boolean late = failure instanceof TimeoutException;
        String reason =
                request.uri().getAuthority() + ": " + (late ? "" : "connection failed: ") + failure.getMessage();
        return new Reading(
                late ? "timeout" : "connection", redaction.redact(new Answer.Unavailable(reason, Optional.empty())));
    }

    /** An exception may quote what it failed on: an answer, or a request with the key in it. */
    private Reading brokenPlugin(RuntimeException broken) {
        LOG.error("A plugin failed on an exchange; the events are sent again: {}", secrets.redact(broken));
        Answer later = new Answer.Unavailable("the plugin failed: " + broken, Optional.of(Duration.ofSeconds(30)));
        return new Reading("plugin", redaction.redact(later));
    }
}
