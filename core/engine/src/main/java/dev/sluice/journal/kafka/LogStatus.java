package dev.sluice.journal.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * How far the log has come, as this node knows it: its own steps at once, those of others when the brokers were asked last. Nothing
 * in it moves back. Safe for several threads.
 */
final class LogStatus {

    private final Map<Integer, Long> ends = new ConcurrentHashMap<>();
    private final Map<String, Map<Integer, Long>> cursors = new ConcurrentHashMap<>();
    private volatile long bytes;

    /** The offset that the next event of a partition will get is at least this. */
    void ends(int partition, long next) {
        ends.merge(partition, next, Math::max);
    }

    /** The lowest unsettled offset of a destination in a partition is at least this. */
    void moved(String destination, int partition, long next) {
        cursors.computeIfAbsent(destination, first -> new ConcurrentHashMap<>()).merge(partition, next, Math::max);
    }

    /** Room that the topics take. */
    void takes(long room) {
        bytes = room;
    }

    long bytes() {
        return bytes;
    }

    /** A destination's cursor; 0 where none is known. */
    long cursor(String destination, int partition) {
        return cursors.getOrDefault(destination, Map.of()).getOrDefault(partition, 0L);
    }

    Map<Integer, Long> ends() {
        return Map.copyOf(ends);
    }

    Map<String, Map<Integer, Long>> cursors() {
        return new HashMap<>(cursors)
                .entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, each -> Map.copyOf(each.getValue())));
    }
}
