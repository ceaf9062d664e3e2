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
 * <p>The engine asks for {@link #mapping()}, {@link #limits()}, {@link #endpoint()} and the weight of a request without events before
 * the first event. Then, for each event, it runs the mapping and asks {@link #identify}; for each batch and each try, it sends what
 * {@link #request} makes of it and does what {@link #read} says. Calls for different events and batches overlap, on several threads and
 * in any order; a batch is read only after it was requested.
 *
 * <p>None of the methods returns null. None is expected to fail either, and if one does nothing is lost: an event whose mapping or
 * identity fails becomes a dead letter, of reason {@code mapping-failed}, and a batch whose request or answer fails is sent again later.
 * Both say so in the log.
 */
public interface Destination {

    /**
     * Where requests go; shown in logs, health and console, so without secrets.
     *
     * @return an absolute http or https address
     */
    URI endpoint();

    /**
     * How an event becomes what this destination takes in.
     *
     * @return the same each time
     */
    Mapping mapping();

    /**
     * What one request may hold. A configuration may ask for less, never for more.
     *
     * @return the same each time
     */
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
     * @param mapped the mapped event after overrides, which may have put anything anywhere; to be read, never changed
     * @return the identity, or empty where the event has none that this destination can use: it is filtered out, reason
     *     {@code no-identity}
     */
    Optional<Identity> identify(ObjectNode mapped);

    /**
     * The request that delivers a batch. The same batch at the same instant gives the same request. The engine cuts batches by the bytes of a
     * request without events and of the events, and one byte between two; a request must not have more.
     *
     * @param batch the events, within {@link #limits()}; may be empty, which tells the engine what a request weighs without
     *     events
     * @param sentAt the time of this try, for destinations that want it in the request or sign it; there is no other clock
     * @return the request, with the events' JSON as given and in their order
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
     * What an answer means. Not asked where none came: a connection that fails or takes too long means "later" for every destination.
     *
     * @param response the answer as received; its body may be anything, or cut short
     * @param batch what {@link #request} was given; empty for a {@link #probe}
     * @return never fails: an answer that can't be read is judged by its status alone. {@link Answer.Delivered} on a status from 200 to 299
     *     only
     */
    Answer read(DeliveryResponse response, List<MappedEvent> batch);
}
