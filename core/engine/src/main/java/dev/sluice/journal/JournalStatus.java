package dev.sluice.journal;

import java.util.Map;

/**
 * How full the journal is and how far it has come.
 *
 * @param bytes in use: events, dead letters and all around them
 * @param maxBytes the bound on {@code bytes}
 * @param endOffsets the offset that the next event will get, by partition
 * @param cursors the lowest unsettled offset by destination and partition
 * @param deadLetters how many there are, by source
 * @param parked how many events are set aside, by destination
 */
public record JournalStatus(
        long bytes,
        long maxBytes,
        Map<Integer, Long> endOffsets,
        Map<String, Map<Integer, Long>> cursors,
        Map<String, Long> deadLetters,
        Map<String, Long> parked) {

    /** How much of the room is in use, from 0 to 1. */
    public double fill() {
        return Math.min(1.0, (double) bytes / maxBytes);
    }

    /** Events that were accepted and that a destination has not settled: in the log from its cursor on, and set aside for it. */
    public long pending(String destination) {
        Map<Integer, Long> from = cursors.getOrDefault(destination, Map.of());
        long pending = parked.getOrDefault(destination, 0L);
        for (Map.Entry<Integer, Long> end : endOffsets.entrySet()) {
            pending += end.getValue() - from.getOrDefault(end.getKey(), 0L);
        }
        return pending;
    }
}
