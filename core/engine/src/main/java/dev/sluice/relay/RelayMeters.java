package dev.sluice.relay;

import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.Journal;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Gauges that are read off the journal when somebody asks. */
final class RelayMeters {

    private RelayMeters() {}

    static void register(MeterRegistry registry, Journal journal) {
        Gauge.builder("sluice.journal.bytes", () -> journal.status().bytes())
                .description("Room the journal takes")
                .register(registry);
        Gauge.builder("sluice.journal.max.bytes", () -> journal.status().maxBytes())
                .description("Room the journal may take")
                .register(registry);
        Gauge.builder(
                        "sluice.dead.letters",
                        () -> journal.status().deadLetters().getOrDefault(DeadLetter.INGEST, 0L))
                .description("Dead letters kept")
                .tag("destination", DeadLetter.INGEST)
                .register(registry);
    }
}
