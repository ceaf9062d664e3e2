package dev.sluice.testkit.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which events a vendor took in lately. Not safe for several threads. */
public final class DedupeMemory {

    private final Map<Object, Instant> seen = new LinkedHashMap<>();
    private final Duration window;
    private final int maxKept;

    /**
     * @param window how long an event is known again
     * @param maxKept past it, the oldest are forgotten before their time
     */
    public DedupeMemory(Duration window, int maxKept) {
        this.window = window;
        this.maxKept = maxKept;
    }

    /**
     * Whether nothing with this key was taken in within the window; if so, it counts as taken in now.
     *
     * @param key all by which the vendor knows an event again; with {@code equals}
     */
    public boolean isFirst(Object key, Instant now) {
        forgetOlderThan(now.minus(window));
        boolean first = seen.putIfAbsent(key, now) == null;
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
