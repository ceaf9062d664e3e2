package dev.sluice.testkit.sender;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A clock that stands still but for pauses, and on which things can be set to happen. Nobody waits: a pause sets the clock forward
 * and runs what falls into it, on the calling thread. For one thread.
 */
public final class SimulatedClock extends Clock {

    private record Planned(Instant at, Runnable happening) {}

    private final List<Planned> planned = new ArrayList<>();
    private Instant now;

    /** A clock that shows {@code start}. */
    public SimulatedClock(Instant start) {
        now = start;
    }

    /** Sets something to happen within the pause that passes this moment; of two at one moment the first set comes first. */
    public void after(Duration delay, Runnable happening) {
        planned.add(new Planned(now.plus(delay), happening));
    }

    /** Passes the time. What happens in it sees the clock at its own moment, and may set more to happen. */
    public void pause(Duration length) {
        Instant end = now.plus(length);
        for (Optional<Planned> next = nextUntil(end); next.isPresent(); next = nextUntil(end)) {
            planned.remove(next.get());
            now = next.get().at();
            next.get().happening().run();
        }
        now = end;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the simulation asks for instants alone");
    }

    private Optional<Planned> nextUntil(Instant end) {
        return planned.stream().filter(each -> !each.at().isAfter(end)).min(Comparator.comparing(Planned::at));
    }
}
