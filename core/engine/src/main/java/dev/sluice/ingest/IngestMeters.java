package dev.sluice.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What ingest measures. Safe for several threads. */
final class IngestMeters {

    private static final String SOURCE = "customerio";

    private static final Duration[] ACK_BUCKETS = {
        Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(10),
        Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(500),
        Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(4)
    };

    private final MeterRegistry registry;
    private final Timer acknowledged;
    private final Map<String, Counter> outcomes = new ConcurrentHashMap<>();

    IngestMeters(MeterRegistry registry) {
        this.registry = registry;
        acknowledged = Timer.builder("sluice.ingest.ack")
                .description("From the last byte of a body to the answer that it is on disk")
                .serviceLevelObjectives(ACK_BUCKETS)
                .register(registry);
        // Rates are taken from counters that are there from the start.
        count("accepted", 0);
    }

    void acknowledged(long nanos) {
        acknowledged.record(Duration.ofNanos(nanos));
    }

    void answered(IngestAnswer answer) {
        count(answer.outcome(), 1);
    }

    private void count(String outcome, int amount) {
        outcomes.computeIfAbsent(
                        outcome,
                        name -> Counter.builder("sluice.ingest.requests")
                                .description("Webhook requests by what became of them")
                                .tag("source", SOURCE)
                                .tag("outcome", name)
                                .register(registry))
                .increment(amount);
    }
}
