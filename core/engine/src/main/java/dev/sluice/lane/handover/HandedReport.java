package dev.sluice.lane.handover;

import java.util.List;
import java.util.Optional;

/**
 * What became of events of a handed chunk.
 *
 * @param grant the owner's number for the chunk
 * @param settled places of events in the chunk that are done with, each told once
 * @param given those of them that were given up
 * @param parked those of them that are to be set aside on the owner's disk
 */
public record HandedReport(long grant, List<Integer> settled, List<GivenUp> given, List<SetAside> parked) {

    public HandedReport {
        settled = List.copyOf(settled);
        given = List.copyOf(given);
        parked = List.copyOf(parked);
    }

    /**
     * What a dead letter says, apart from what the owner knows.
     *
     * @param place of the event in the chunk
     * @param tries all of them
     */
    public record GivenUp(
            int place,
            String eventId,
            String eventName,
            String reason,
            String detail,
            Optional<byte[]> mapped,
            int tries,
            long firstTryAtMillis,
            long diedAtMillis) {}

    /**
     * What holds an event up.
     *
     * @param place of the event in the chunk
     * @param key a person or a device
     * @param pauseMillis how long from now, since the clocks of two nodes need not agree
     * @param tries all of them
     */
    public record SetAside(int place, String key, long pauseMillis, int tries, long firstTryAtMillis) {}
}
