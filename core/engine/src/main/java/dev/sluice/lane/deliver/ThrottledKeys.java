package dev.sluice.lane.deliver;

import dev.sluice.spi.Identity;
import java.util.LinkedHashMap;
import java.util.Map;

/** The persons and devices that the destination takes nothing more from for a while. For one thread. */
final class ThrottledKeys {

    /** More are forgotten, oldest first: the destination then says so again. */
    private static final int MAX_KEYS = 100_000;

    private final Map<String, Long> untilByKey = new LinkedHashMap<>();

    void throttle(String key, long until) {
        untilByKey.remove(key);
        untilByKey.put(key, until);
        if (untilByKey.size() > MAX_KEYS) {
            untilByKey.remove(untilByKey.keySet().iterator().next());
        }
    }

    /** Until when the person's events wait; 0 where they need not. */
    long until(Identity identity, long now) {
        if (untilByKey.isEmpty()) {
            return 0;
        }
        long user = identity.user().map(key -> until(key, now)).orElse(0L);
        long device = identity.device().map(key -> until(key, now)).orElse(0L);
        return Math.max(user, device);
    }

    private long until(String key, long now) {
        long until = untilByKey.getOrDefault(key, 0L);
        if (until != 0 && until <= now) {
            untilByKey.remove(key);
            return 0;
        }
        return until;
    }
}
