package dev.sluice.testkit.amplitude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who may send how much: people and devices over the rate, over the daily quota, or silenced. A request with events of any of them
 * is refused whole, with all of them named.
 */
final class RateRules {

    /** Rates are averaged over so long. */
    private static final long WINDOW_MILLIS = 30_000;

    private final Clock clock;
    private final Set<String> throttled = ConcurrentHashMap.newKeySet();
    private final Set<String> silenced = ConcurrentHashMap.newKeySet();
    private final Set<String> overQuota = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> counts = new HashMap<>();
    private long windowStart;
    private volatile int eventsPerSecond = 1_000;

    RateRules(Clock clock) {
        this.clock = clock;
    }

    void eventsPerSecond(int limit) {
        eventsPerSecond = limit;
    }

    Set<String> throttled() {
        return throttled;
    }

    Set<String> silenced() {
        return silenced;
    }

    Set<String> overQuota() {
        return overQuota;
    }

    /** The refusal; empty where all may send, whose events then count. */
    synchronized Optional<ObjectNode> refusal(JsonNode events) {
        if (clock.millis() - windowStart >= WINDOW_MILLIS) {
            windowStart = clock.millis();
            counts.clear();
        }
        Map<String, Integer> now = new HashMap<>(counts);
        ObjectNode answer = SandboxAnswer.json(429, "Too many requests for some devices and users");
        answer.put("eps_threshold", eventsPerSecond);
        boolean refused = false;
        boolean silence = false;
        for (int i = 0; i < events.size(); i++) {
            silence |= name(events.get(i), "device_id", silenced, "silenced_devices", answer, i, "silenced_events");
            for (String field : new String[] {"user_id", "device_id"}) {
                String id = events.get(i).path(field).asText();
                String suffix = field.equals("user_id") ? "_users" : "_devices";
                refused |= name(events.get(i), field, overQuota, "exceeded_daily_quota" + suffix, answer, i, "");
                int count = id.isEmpty() ? 0 : now.merge(field + id, 1, Integer::sum);
                boolean often = count > eventsPerSecond * WINDOW_MILLIS / 1000 || throttled.contains(id);
                refused |= often
                        && name(events.get(i), field, Set.of(id), "throttled" + suffix, answer, i, "throttled_events");
            }
        }
        if (silence) {
            answer.put("code", 400).put("error", "Events silenced for device_id");
        } else if (!refused) {
            counts.putAll(now);
            return Optional.empty();
        }
        return Optional.of(answer);
    }

    private static boolean name(
            JsonNode event,
            String field,
            Set<String> ids,
            String list,
            ObjectNode answer,
            int index,
            String indexList) {
        String id = event.path(field).asText();
        if (id.isEmpty() || !ids.contains(id)) {
            return false;
        }
        if (list.startsWith("silenced")) {
            answer.withArray(list).add(id);
        } else {
            answer.withObject("/" + list).put(id, 1);
        }
        if (!indexList.isEmpty()) {
            answer.withArray(indexList).add(index);
        }
        return true;
    }
}
