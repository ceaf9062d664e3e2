package dev.sluice.lane;

import dev.sluice.journal.Attempts;
import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.StoredEvent;
import dev.sluice.journal.trail.EventMark;
import dev.sluice.spi.MappedEvent;
import java.util.Optional;

/**
 * An event ready to be sent. The parsed tree is gone by now: what waits for a destination is held as bytes.
 *
 * @param stored where it stands in the journal
 * @param eventName {@code email.sent}
 * @param mapped what the destination gets
 */
public record Delivery(StoredEvent stored, String eventName, MappedEvent mapped) {

    /** This event as the trail knows it. */
    public EventMark mark() {
        return stored.mark(mapped.id());
    }

    /**
     * The dead letter for this event.
     *
     * @param tries how often it was sent since it was given out
     * @param firstTryAtMillis when it was first sent since then
     */
    public DeadLetter died(
            String destination, String reason, String detail, int tries, long firstTryAtMillis, long nowMillis) {
        Attempts attempts = stored.attempts().and(tries, firstTryAtMillis);
        return new DeadLetter(
                destination,
                stored.partition(),
                stored.offset(),
                mapped.id(),
                eventName,
                reason,
                detail,
                stored.body(),
                Optional.of(mapped.json()),
                attempts.tries(),
                stored.receivedAtMillis(),
                attempts.firstTryAtMillis(),
                nowMillis);
    }
}
