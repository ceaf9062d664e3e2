package dev.sluice.relay;

import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.Journal;
import dev.sluice.lane.Lane;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/** Gauges that are read off the journal and the lanes when somebody asks. */
final class RelayMeters {

    private RelayMeters() {}

    static void register(MeterRegistry registry, Journal journal, List<Lane> lanes, Clock clock) {
        gauge(
                registry,
                "sluice.journal.bytes",
                "Room the journal takes",
                () -> journal.status().bytes());
        gauge(
                registry,
                "sluice.journal.max.bytes",
                "Room the journal may take",
                () -> journal.status().maxBytes());
        deadLetters(registry, journal, DeadLetter.INGEST);
        for (Lane lane : lanes) {
            deadLetters(registry, journal, lane.id());
            laneGauge(
                    registry,
                    lane,
                    "sluice.lane.lag.events",
                    "Events accepted and not settled",
                    () -> journal.status().pending(lane.id()));
            laneGauge(
                    registry,
                    lane,
                    "sluice.lane.parked.events",
                    "Events set aside on disk until the destination takes them",
                    () -> journal.status().parked().getOrDefault(lane.id(), 0L));
            laneGauge(
                    registry,
                    lane,
                    "sluice.lane.unaccounted.events",
                    "Events read of which nobody can say what became of them; anything but 0 is a fault",
                    () -> lane.status().unaccounted());
            laneGauge(
                    registry,
                    lane,
                    "sluice.lane.lag.seconds",
                    "Age of the oldest unsettled event",
                    () -> lagSeconds(lane, clock));
        }
    }

    private static double lagSeconds(Lane lane, Clock clock) {
        long oldest = lane.status().oldestUnsettledMillis();
        return oldest == 0 ? 0 : Math.max(0, clock.millis() - oldest) / 1000.0;
    }

    private static void deadLetters(MeterRegistry registry, Journal journal, String source) {
        Gauge.builder(
                        "sluice.dead.letters",
                        () -> journal.status().deadLetters().getOrDefault(source, 0L))
                .description("Dead letters kept")
                .tag("destination", source)
                .register(registry);
    }

    private static void gauge(MeterRegistry registry, String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    private static void laneGauge(
            MeterRegistry registry, Lane lane, String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value)
                .description(description)
                .tag("destination", lane.id())
                .register(registry);
    }
}
