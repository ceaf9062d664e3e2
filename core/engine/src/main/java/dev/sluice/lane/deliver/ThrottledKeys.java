package dev.sluice.lane.deliver;

import dev.sluice.spi.Identity;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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

    /**
     * What holds a person's events up.
     *
     * @param key the person or the device
     * @param until on the clock of the pauses
     */
    record Hold(String key, long until) {}

    /** What holds the person's events up longest; empty where nothing does. */
    Optional<Hold> hold(Identity identity, long now) {
        if (untilByKey.isEmpty()) {
            return Optional.empty();
        }
        return Stream.of(identity.user(), identity.device())
                .flatMap(Optional::stream)
                .map(key -> new Hold(key, until(key, now)))
                .filter(hold -> hold.until > now)
                .max(Comparator.comparingLong(Hold::until));
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
