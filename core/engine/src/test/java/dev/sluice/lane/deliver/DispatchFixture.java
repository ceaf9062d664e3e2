package dev.sluice.lane.deliver;

import dev.sluice.lane.Batch;
import dev.sluice.spi.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** A dispatch on a clock of the test, driven step by step. */
class DispatchFixture {

    static final Answer DELIVERED = new Answer.Delivered(Optional.empty());
    static final Answer DOWN = new Answer.Unavailable("503", Optional.empty());
    static final Answer REFUSED = new Answer.Refused("Bad Request");
    static final Answer WRONG_KEY = new Answer.Misconfigured("Invalid API key", "check the region");

    final AtomicLong ticks = new AtomicLong(1_000_000);
    final Clock clock = Clock.fixed(Instant.ofEpochMilli(10_000), ZoneOffset.UTC);
    final Dispatch dispatch = dispatch(new Random(1));

    Dispatch dispatch(Random random) {
        RetryBackoff backoff = new RetryBackoff(Duration.ofSeconds(1), Duration.ofMinutes(5), random);
        Gate gate = new Gate(backoff, new RetryBackoff(Duration.ofSeconds(1), Duration.ofMinutes(1), random));
        return new Dispatch("amplitude", 4, Duration.ofSeconds(5), backoff, gate, clock, ticks::get);
    }

    Batch send() {
        return dispatch.next().orElseThrow();
    }

    Verdicts answer(Answer answer) {
        return dispatch.answered(send(), answer);
    }

    void waitMillis(long millis) {
        ticks.addAndGet(millis);
    }

    void waitUntilDue() {
        ticks.set(Math.max(ticks.get(), dispatch.nextDue()));
    }
}
