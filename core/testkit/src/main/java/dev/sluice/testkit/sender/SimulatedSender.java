package dev.sluice.testkit.sender;

import dev.sluice.testkit.customerio.WebhookSender;
import dev.sluice.testkit.sender.Outcome.TooLate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sends a stream of webhooks as Customer.io does: one after the other, and none while an earlier one fails. Pauses pass on the
 * simulated clock alone. An answer takes no simulated time; one that does not come takes the limit. For one thread, which is not an
 * event loop's.
 */
public final class SimulatedSender {

    private final Exchange exchange;
    private final SimulatedClock clock;
    private final RetrySchedule schedule = new RetrySchedule();

    public SimulatedSender(Exchange exchange, SimulatedClock clock) {
        this.exchange = exchange;
        this.clock = clock;
    }

    /**
     * Sends these bodies, all of which are due now, and returns when each was taken or given up. After one that was given up the
     * stream goes on with the next (not documented; assumed).
     */
    public StreamRecord send(List<byte[]> webhooks) {
        return new StreamRecord(webhooks.stream().map(this::deliver).toList());
    }

    private Delivery deliver(byte[] body) {
        Instant first = clock.instant();
        List<Attempt> attempts = new ArrayList<>();
        Optional<Duration> pause = Optional.of(Duration.ZERO);
        while (pause.isPresent()) {
            clock.pause(pause.get());
            Attempt attempt = attempt(body);
            attempts.add(attempt);
            pause = attempt.outcome().isTaken()
                    ? Optional.empty()
                    : schedule.pauseAfter(attempt.outcome(), attempts.size(), Duration.between(first, attempt.until()));
        }
        return new Delivery(attempts);
    }

    private Attempt attempt(byte[] body) {
        Instant from = clock.instant();
        Outcome outcome = exchange.post(body);
        if (outcome instanceof TooLate) {
            clock.pause(WebhookSender.ANSWER_LIMIT);
        }
        return new Attempt(from, clock.instant(), outcome);
    }
}
