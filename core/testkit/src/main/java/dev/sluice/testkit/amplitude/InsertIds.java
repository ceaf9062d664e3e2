package dev.sluice.testkit.amplitude;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which events were taken in lately. Not safe for several threads. */
final class InsertIds {

    /** The same insert_id and device_id within it is a duplicate. Source: Amplitude's document of the HTTP V2 API. */
    private static final Duration WINDOW = Duration.ofDays(7);

    private record Key(String deviceId, String insertId) {}

    private final Map<Key, Instant> seen = new LinkedHashMap<>();
    private final int maxKept;

    /** @param maxKept past it, the oldest are forgotten before their time */
    InsertIds(int maxKept) {
        this.maxKept = maxKept;
    }

    /** Whether this event is no duplicate; an event without an insert_id never is one. */
    boolean isFirst(ObjectNode event, Instant now) {
        String insertId = event.path("insert_id").asText("");
        if (insertId.isEmpty()) {
            return true;
        }
        forgetOlderThan(now.minus(WINDOW));
        boolean first = seen.putIfAbsent(new Key(event.path("device_id").asText(""), insertId), now) == null;
        if (seen.size() > maxKept) {
            seen.remove(seen.keySet().iterator().next());
        }
        return first;
    }

    private void forgetOlderThan(Instant oldest) {
        for (Iterator<Instant> times = seen.values().iterator(); times.hasNext(); ) {
            if (!times.next().isBefore(oldest)) {
                return;
            }
            times.remove();
        }
    }
}
