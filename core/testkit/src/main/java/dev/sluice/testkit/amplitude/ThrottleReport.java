package dev.sluice.testkit.amplitude;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.sandbox.Reply;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who sent too much, as a 429 says it. What is empty stands out of the answer, since Amplitude leaves any of it out. */
final class ThrottleReport {

    /** The keys of the answer that name ids. */
    enum Named {
        THROTTLED_USERS("throttled_users"),
        THROTTLED_DEVICES("throttled_devices"),
        QUOTA_USERS("exceeded_daily_quota_users"),
        QUOTA_DEVICES("exceeded_daily_quota_devices");

        private final String key;

        Named(String key) {
            this.key = key;
        }
    }

    private final OptionalInt epsThreshold;
    private final Map<Named, Map<String, Integer>> ids = new TreeMap<>();
    private final NavigableSet<Integer> events = new TreeSet<>();

    /** @param epsThreshold empty to leave it out */
    ThrottleReport(OptionalInt epsThreshold) {
        this.epsThreshold = epsThreshold;
    }

    void name(Named kind, String id, int events) {
        ids.computeIfAbsent(kind, any -> new TreeMap<>()).put(id, events);
    }

    void event(int place) {
        events.add(place);
    }

    boolean isEmpty() {
        return ids.isEmpty() && events.isEmpty();
    }

    Reply reply() {
        ObjectNode body = Replies.body(429, "Too many requests for some devices and users");
        epsThreshold.ifPresent(rate -> body.put("eps_threshold", rate));
        ids.forEach((kind, counts) -> {
            ObjectNode named = body.putObject(kind.key);
            counts.forEach(named::put);
        });
        if (!events.isEmpty()) {
            ArrayNode places = body.putArray("throttled_events");
            events.forEach(places::add);
        }
        return Reply.json(429, body.toString());
    }
}
