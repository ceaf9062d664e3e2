package dev.sluice.spi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One configured destination: immutable, and safe to call from several threads at once. All its methods are pure functions of
 * the settings and of their arguments; connections, retries, rates, metrics and dead letters are the engine's.
 *
 * <p>For each event the engine applies {@link #mapping()}, asks {@link #identify}, gathers events up to {@link #limits()},
 * sends what {@link #request} makes of them and does what {@link #read} says.
 */
public interface Destination {

    /** Where requests go; shown in logs, health and console, so without secrets. */
    URI endpoint();

    /** How an event becomes what this destination takes in. */
    Mapping mapping();

    /** What one request may hold. A configuration may ask for less, never for more. */
    BatchLimits limits();

    /**
     * How long the destination knows an event again by its id and takes it only once. An event that is replayed later than that
     * may count twice, and the engine says so.
     *
     * @return empty where it never does
     */
    default Optional<Duration> dedupeWindow() {
        return Optional.empty();
    }

    /**
     * Whom a mapped event is about.
     *
     * @param mapped the mapped event after overrides
     * @return the identity, or empty where the event has none that this destination can use: it is filtered out, reason
     *     {@code no-identity}
     */
    Optional<Identity> identify(ObjectNode mapped);

    /**
     * The request that delivers a batch.
     *
     * @param batch the events, within {@link #limits()}; may be empty, which tells the engine what a request weighs without
     *     events
     * @param sentAt the time of this try, for destinations that want it in the request or sign it
     */
    DeliveryRequest request(List<MappedEvent> batch, Instant sentAt);

    /**
     * A request that delivers nothing but succeeds only where credentials and endpoint are right. The engine sends it to tell a
     * bad event from a bad configuration.
     *
     * @param sentAt the time of this try
     * @return empty where the destination offers no such request
     */
    Optional<DeliveryRequest> probe(Instant sentAt);

    /**
     * What an answer means.
     *
     * @param response the answer as received; its body may be anything, or cut short
     * @param batch what {@link #request} was given; empty for a {@link #probe()}
     * @return never fails: an answer that can't be read is judged by its status alone
     */
    Answer read(DeliveryResponse response, List<MappedEvent> batch);
}
