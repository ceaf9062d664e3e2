package dev.sluice.testkit.amplitude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** What the sandbox has taken in, less duplicates: the same insert_id and device_id within seven days. Safe for several threads. */
final class IngestedEvents {

    private static final Duration DEDUPE_WINDOW = Duration.ofDays(7);

    private final Clock clock;
    private final int keep;
    private final List<ObjectNode> events = new ArrayList<>();
    private final Map<String, Long> seen = new LinkedHashMap<>();
    private long taken;
    private long duplicates;

    /** @param keep how many events are kept to be looked at; all are counted */
    IngestedEvents(Clock clock, int keep) {
        this.clock = clock;
        this.keep = keep;
    }

    synchronized void take(JsonNode batch) {
        long now = clock.millis();
        forgetBefore(now - DEDUPE_WINDOW.toMillis());
        for (JsonNode event : batch) {
            String key = event.path("insert_id").asText() + "\n"
                    + event.path("device_id").asText();
            if (event.has("insert_id") && seen.putIfAbsent(key, now) != null) {
                duplicates++;
                continue;
            }
            taken++;
            if (events.size() < keep) {
                events.add((ObjectNode) event);
            }
        }
        notifyAll();
    }

    /** The oldest stand first, so that only what is forgotten is looked at. */
    private void forgetBefore(long then) {
        Iterator<Long> times = seen.values().iterator();
        while (times.hasNext() && times.next() <= then) {
            times.remove();
        }
    }

    synchronized List<ObjectNode> events() {
        return List.copyOf(events);
    }

    synchronized long count() {
        return taken;
    }

    synchronized long duplicates() {
        return duplicates;
    }

    /** Waits until so many have been taken in. */
    synchronized void await(long count, Duration limit) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + limit.toNanos();
        while (taken < count) {
            long leftMillis = (end - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                throw new TimeoutException("of " + count + " events " + taken + " arrived within " + limit);
            }
            wait(leftMillis);
        }
    }
}
