package dev.sluice.lane.deliver;

import dev.sluice.journal.Attempts;
import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.ParkedEvent;
import dev.sluice.lane.Batch;
import dev.sluice.lane.Delivery;
import java.time.Clock;
import java.time.Duration;

/** How an event leaves the sender undelivered: given up with a letter, or set aside on disk. For one thread. */
final class Disposition {

    private final String destination;
    private final Duration maxAge;
    private final Clock clock;

    /** @param maxAge after which an event is given up instead of being tried again */
    Disposition(String destination, Duration maxAge, Clock clock) {
        this.destination = destination;
        this.maxAge = maxAge;
        this.clock = clock;
    }

    /** Gives an event up. */
    void bury(Batch batch, Delivery event, String reason, String detail, Verdicts verdicts) {
        DeadLetter letter =
                event.died(destination, reason, detail, batch.tries(), batch.firstTryAtMillis(), clock.millis());
        verdicts.died(event, letter);
    }

    /** Sets an event aside, so that one noisy person's backlog takes no room in the window; or gives it up for its age. */
    void park(Batch batch, Delivery event, String key, long pauseMillis, Verdicts verdicts) {
        if (isTooOld(event)) {
            bury(batch, event, "expired", "throttled by the destination until it was too old", verdicts);
        } else {
            Attempts attempts = event.stored().attempts().and(batch.tries(), batch.firstTryAtMillis());
            long now = clock.millis();
            verdicts.parked(event, new ParkedEvent(event.stored(), key, now, now + pauseMillis, attempts));
        }
    }

    /** Whether an event has waited so long that it is not tried again. */
    boolean isTooOld(Delivery event) {
        return event.stored().attempts().sinceMillis() < clock.millis() - maxAge.toMillis();
    }
}
