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
 */
public record JournalStatus(
        long bytes,
        long maxBytes,
        Map<Integer, Long> endOffsets,
        Map<String, Map<Integer, Long>> cursors,
        Map<String, Long> deadLetters) {

    /** How much of the room is in use, from 0 to 1. */
    public double fill() {
        return Math.min(1.0, (double) bytes / maxBytes);
    }
}
