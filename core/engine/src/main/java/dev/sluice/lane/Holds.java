package dev.sluice.lane;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What persons decided about destinations, as far as this node has heard. Nodes that have heard the same decisions, in whatever order
 * and however often, hold the same view; so nodes that were apart only have to tell each other all they know. For any thread.
 */
final class Holds {

    /** More destinations than any node has; the oldest decision beyond is forgotten. */
    static final int MAX = 1_000;

    private final Map<String, Hold> byDestination = new HashMap<>();

    /** A new decision, which overrules all that this node knows, even where its clock is behind another's. */
    synchronized Hold decide(String destination, boolean paused, long nowMillis, String by) {
        Hold before = byDestination.get(destination);
        long at = before == null ? nowMillis : Math.max(nowMillis, before.atMillis() + 1);
        Hold decision = new Hold(destination, paused, at, by);
        learn(decision);
        return decision;
    }

    /** Hears of a decision; answers whether that changes anything for the destination. */
    synchronized boolean learn(Hold heard) {
        Hold known = byDestination.get(heard.destination());
        if (known != null && !heard.overrules(known)) {
            return false;
        }
        byDestination.put(heard.destination(), heard);
        if (byDestination.size() > MAX) {
            byDestination.values().stream()
                    .min(Comparator.comparingLong(Hold::atMillis))
                    .ifPresent(oldest -> byDestination.remove(oldest.destination()));
        }
        return heard.paused() != (known != null && known.paused());
    }

    /** Hears of several decisions; answers the destinations for which that changes anything. */
    List<String> learnAll(Collection<Hold> heard) {
        List<String> changed = new ArrayList<>();
        for (Hold each : heard) {
            if (learn(each)) {
                changed.add(each.destination());
            }
        }
        return changed;
    }

    /** Whether a destination is held back. */
    synchronized boolean contains(String destination) {
        Hold known = byDestination.get(destination);
        return known != null && known.paused();
    }

    /** All that is known. */
    synchronized List<Hold> all() {
        return List.copyOf(byDestination.values());
    }
}
