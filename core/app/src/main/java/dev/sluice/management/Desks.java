package dev.sluice.management;

import dev.sluice.control.Control;
import dev.sluice.journal.Journal;
import dev.sluice.relay.Relay;
import dev.sluice.spi.Destination;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Who is asked about events and dead letters: the node's own journal, or those of all nodes. */
record Desks(LetterDesk letters, EventDesk events) {

    /**
     * One journal.
     *
     * @param destinations those that are configured at the moment, by id
     */
    static Desks of(Journal journal, Supplier<Map<String, Destination>> destinations, Clock clock) {
        return new Desks(
                new OwnLetterDesk(journal.deadLetters(), () -> dedupeWindows(destinations.get()), clock),
                new OwnEventDesk(journal, () -> destinations.get().keySet()));
    }

    /** A node's own journal where there is no other, or where all nodes share it; else those of all nodes. */
    static Desks of(Relay relay, Supplier<Map<String, Destination>> destinations, GoneNodes gone, Clock clock) {
        Desks own = of(relay.journal(), destinations, clock);
        Control control = relay.control();
        boolean shared = relay.loaded().config().journal().kafka().isPresent();
        return shared || !relay.cluster().isClustered()
                ? own
                : new Desks(
                        new ClusterLetterDesk(control, own.letters(), gone, clock),
                        new ClusterEventDesk(control, own.events(), gone));
    }

    /** Zero for those that never know an event again. */
    private static Map<String, Duration> dedupeWindows(Map<String, Destination> destinations) {
        Map<String, Duration> windows = new HashMap<>();
        destinations.forEach(
                (id, destination) -> windows.put(id, destination.dedupeWindow().orElse(Duration.ZERO)));
        return windows;
    }
}
