package dev.sluice.journal.kafka;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;

/**
 * For whom events are kept, and how long: makes destinations known to all nodes, gives a new one its cursor, and deletes what all have
 * settled. For the {@link BrokerWatch}'s thread.
 */
final class KeptEvents {

    /** A destination that no node has confirmed for so long is configured no longer. */
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    private static final Duration CONFIRM = Duration.ofHours(1);
    private static final Duration WEIGH = Duration.ofSeconds(4);
    private static final Duration DELETE = Duration.ofSeconds(5);

    private final LogWatch log;
    private final StateStore store;
    private final RecordWriter writer;
    private volatile Set<String> destinations;
    private final Clock clock;
    private final PositionRecords positions;
    private final Map<Duration, Long> done = new HashMap<>();

    KeptEvents(
            Topics topics, LogWatch log, StateStore store, RecordWriter writer, Set<String> destinations, Clock clock) {

        this.log = log;
        this.store = store;
        this.writer = writer;
        this.destinations = Set.copyOf(destinations);
        this.clock = clock;
        positions = new PositionRecords(topics.positions());
    }

    /** This node's. For any thread. */
    Set<String> destinations() {
        return destinations;
    }

    /** Takes other destinations on; where that fails, they stay as they were. Those that are gone are forgotten as others' are. */
    void change(Admin admin, Set<String> next) throws ExecutionException, InterruptedException {
        Set<String> before = destinations;
        destinations = Set.copyOf(next);
        boolean changed = false;
        try {
            register(admin);
            changed = true;
        } finally {
            if (!changed) {
                destinations = before;
            }
        }
    }

    /**
     * Makes this node's destinations known. One that nobody has seen before begins at the end of the log, or at its start where there
     * was none before.
     */
    void register(Admin admin) throws ExecutionException, InterruptedException {
        Set<String> known = store.destinations().keySet();
        Map<String, Map<Integer, Long>> cursors = log.committed(admin, destinations);
        boolean first = known.isEmpty() && cursors.values().stream().allMatch(Map::isEmpty);
        Map<Integer, Long> begin = log.offsets(admin, first ? OffsetSpec.earliest() : OffsetSpec.latest());
        for (String destination : destinations) {
            if (!known.contains(destination) && cursors.get(destination).isEmpty()) {
                log.begin(admin, destination, begin);
            }
        }
        confirm();
    }

    /** Asks how things stand; from time to time deletes what is settled. */
    void look(Admin admin) throws ExecutionException, InterruptedException {
        Set<String> kept = keptFor();
        log.look(admin, kept);
        if (isDue(WEIGH)) {
            log.weigh(admin);
        }
        if (isDue(DELETE)) {
            log.deleteSettled(admin, kept);
        }
        if (isDue(CONFIRM)) {
            confirm();
        }
    }

    /** This node's destinations, and those that others have confirmed. */
    private Set<String> keptFor() {
        Set<String> kept = new HashSet<>(destinations);
        long since = clock.millis() - FORGOTTEN.toMillis();
        store.destinations().forEach((destination, confirmed) -> {
            if (confirmed >= since) {
                kept.add(destination);
            }
        });
        return kept;
    }

    private void confirm() throws ExecutionException, InterruptedException {
        long now = clock.millis();
        writer.write(destinations.stream()
                        .map(destination -> positions.configured(destination, now))
                        .toList())
                .toCompletionStage()
                .toCompletableFuture()
                .get();
    }

    private boolean isDue(Duration pause) {
        long now = System.nanoTime();
        Long last = done.get(pause);
        if (last != null && now - last < pause.toNanos()) {
            return false;
        }
        done.put(pause, now);
        return true;
    }
}
