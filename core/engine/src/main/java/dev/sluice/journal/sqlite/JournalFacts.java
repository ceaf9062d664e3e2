package dev.sluice.journal.sqlite;

import java.util.List;
import java.util.Map;

/**
 * What a look into a journal's file tells.
 *
 * @param fileBytes of the file and its write-ahead log
 * @param events in the log
 * @param firstOffset of the oldest event kept
 * @param endOffset that the next event will get
 * @param oldestReceivedAtMillis of the oldest event kept; 0 where there is none
 * @param pending unsettled events by destination, parked ones among them
 * @param parked events that are set aside, by destination
 * @param letters dead letters by source and reason, joined by a colon
 * @param faults what is wrong; empty where the file is sound
 */
public record JournalFacts(
        long fileBytes,
        long events,
        long firstOffset,
        long endOffset,
        long oldestReceivedAtMillis,
        Map<String, Long> pending,
        Map<String, Long> parked,
        Map<String, Long> letters,
        List<String> faults) {

    public JournalFacts {
        pending = Map.copyOf(pending);
        parked = Map.copyOf(parked);
        letters = Map.copyOf(letters);
        faults = List.copyOf(faults);
    }
}
