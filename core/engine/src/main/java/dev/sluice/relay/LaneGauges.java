package dev.sluice.relay;

import dev.sluice.journal.Journal;
import dev.sluice.lane.LaneStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Objects;
import java.util.function.Supplier;

/** Gauges of lanes, read off the journal and the lanes when somebody asks; they come and go with their destination. */
final class LaneGauges {

    private static final String DESTINATION = "destination";

    private final MeterRegistry registry;
    private final Journal journal;
    private final Clock clock;

    LaneGauges(MeterRegistry registry, Journal journal, Clock clock) {
        this.registry = registry;
        this.journal = journal;
        this.clock = clock;
    }

    /** @param status of the lane that delivers to the destination at the moment */
    void register(String destination, Supplier<LaneStatus> status) {
        gauge(
                destination,
                "sluice.dead.letters",
                "Dead letters kept",
                () -> journal.status().deadLetters().getOrDefault(destination, 0L));
        gauge(
                destination,
                "sluice.lane.lag.events",
                "Events accepted and not settled",
                () -> journal.status().pending(destination));
        gauge(
                destination,
                "sluice.lane.parked.events",
                "Events set aside on disk until the destination takes them",
                () -> journal.status().parked().getOrDefault(destination, 0L));
        gauge(
                destination,
                "sluice.lane.unaccounted.events",
                "Events read of which nobody can say what became of them; anything but 0 is a fault",
                () -> status.get().unaccounted());
        gauge(
                destination,
                "sluice.lane.lag.seconds",
                "Age of the oldest unsettled event",
                () -> lagSeconds(status.get()));
    }

    /** Takes away all that is measured of a destination, here and in its lane. */
    void unregister(String destination) {
        registry.getMeters().stream()
                .filter(meter -> Objects.equals(meter.getId().getTag(DESTINATION), destination))
                .forEach(registry::remove);
    }

    private double lagSeconds(LaneStatus status) {
        long oldest = status.oldestUnsettledMillis();
        return oldest == 0 ? 0 : Math.max(0, clock.millis() - oldest) / 1000.0;
    }

    private void gauge(String destination, String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value)
                .description(description)
                .tag(DESTINATION, destination)
                .register(registry);
    }
}
