package dev.sluice.relay;

import dev.sluice.config.DestinationConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What has to happen with lanes to get from one list of destinations to another; by the destinations' ids. All others go on as they
 * are.
 *
 * @param added begin
 * @param removed end
 * @param changed end and begin again
 */
public record LaneChange(Set<String> added, Set<String> removed, Set<String> changed) {

    /** @param plugins names of plugins whose code is another one now */
    static LaneChange between(List<DestinationConfig> running, List<DestinationConfig> next, Set<String> plugins) {
        Map<String, DestinationConfig> before = byId(running);
        Map<String, DestinationConfig> after = byId(next);
        Set<String> added = new TreeSet<>(after.keySet());
        added.removeAll(before.keySet());
        Set<String> removed = new TreeSet<>(before.keySet());
        removed.removeAll(after.keySet());
        Set<String> changed = new TreeSet<>(after.keySet());
        changed.removeAll(added);
        changed.removeIf(id -> isSame(before.get(id), after.get(id))
                && !plugins.contains(after.get(id).plugin()));
        return new LaneChange(added, removed, changed);
    }

    /** Whether every lane goes on as it is. */
    public boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
    }

    /** Whether a lane of that id begins, for the first time or again. */
    boolean begins(String id) {
        return added.contains(id) || changed.contains(id);
    }

    /** Whether the lane of that id ends, for good or to begin again. */
    boolean ends(String id) {
        return removed.contains(id) || changed.contains(id);
    }

    /** For the log. */
    @Override
    public String toString() {
        return "destinations added " + added + ", removed " + removed + ", changed " + changed;
    }

    private static Map<String, DestinationConfig> byId(List<DestinationConfig> destinations) {
        Map<String, DestinationConfig> byId = new HashMap<>();
        destinations.forEach(destination -> byId.put(destination.id(), destination));
        return byId;
    }

    /** In a mapping the order counts too: later overrides see what earlier ones did. */
    private static boolean isSame(DestinationConfig one, DestinationConfig other) {
        return one.equals(other)
                && List.copyOf(one.mapping().keySet())
                        .equals(List.copyOf(other.mapping().keySet()));
    }
}
