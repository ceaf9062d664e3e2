package dev.sluice.lane;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What a lane measures. Safe for several threads. */
public final class LaneMeters {

    private static final String LANE_EVENTS = "sluice.lane.events";

    private static final Duration[] EXCHANGE_BUCKETS = {
        Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250),
        Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5),
        Duration.ofSeconds(10), Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;
    private final String destination;
    private final Counter delivered;
    private final Counter filtered;
    private final Counter deadLettered;
    private final Counter retried;
    private final Counter parked;
    private final LongAdder accounted = new LongAdder();
    private final Map<String, Counter> filterReasons = new ConcurrentHashMap<>();
    private final Map<String, Timer> deliveries = new ConcurrentHashMap<>();

    public LaneMeters(MeterRegistry registry, String destination) {
        this.registry = registry;
        this.destination = destination;
        delivered = outcome("delivered");
        filtered = outcome("filtered");
        deadLettered = outcome("dead_lettered");
        retried = outcome("retried");
        parked = Counter.builder("sluice.lane.parked")
                .description("Events set aside on disk; those that came back and were set aside again count again")
                .tag("destination", destination)
                .register(registry);
    }

    /** So many events arrived at the destination. */
    public void delivered(int events) {
        delivered.increment(events);
        accounted.add(events);
    }

    /** One event does not go to the destination, for this reason. */
    public void filtered(String reason) {
        filtered.increment();
        accounted.increment();
        reason(reason).increment();
    }

    /** A condition failed on an event, which passed all the same. */
    public void filterError() {
        reason("filter-error").increment();
    }

    /** So many events were given up. */
    public void deadLettered(int events) {
        deadLettered.increment(events);
        accounted.add(events);
    }

    /** So many events were set aside on disk. */
    public void parked(int events) {
        parked.increment(events);
        accounted.add(events);
    }

    /** So many events were delivered, filtered, given up or set aside by another node, which counts what became of each. */
    public void handedOver(int events) {
        outcome("handed_over").increment(events);
        accounted.add(events);
    }

    /** How many events were delivered, filtered, given up or set aside since the start. */
    public long accounted() {
        return accounted.sum();
    }

    /** So many events are sent again. */
    public void retried(int events) {
        retried.increment(events);
    }

    /**
     * One exchange with the destination.
     *
     * @param status the HTTP status, or {@code timeout} or {@code connection}
     */
    public void exchanged(String status, Duration took) {
        deliveries
                .computeIfAbsent(
                        status,
                        name -> Timer.builder("sluice.delivery")
                                .description("Exchanges with the destination")
                                .tag("destination", destination)
                                .tag("status", name)
                                .publishPercentileHistogram()
                                .minimumExpectedValue(Duration.ofMillis(1))
                                .maximumExpectedValue(Duration.ofSeconds(30))
                                .register(registry))
                .record(took);
    }

    private Counter outcome(String name) {
        return Counter.builder(LANE_EVENTS)
                .description("Events by what became of them")
                .tag("destination", destination)
                .tag("outcome", name)
                .register(registry);
    }

    private Counter reason(String reason) {
        return filterReasons.computeIfAbsent(
                reason,
                name -> Counter.builder("sluice.lane.filtered")
                        .description("Events that do not go to the destination, by reason")
                        .tag("destination", destination)
                        .tag("reason", name)
                        .register(registry));
    }
}
