package dev.sluice.journal.trail;

import java.util.List;

/**
 * What a lane did with some events at one time.
 *
 * @param outcome what became of them
 * @param detail the reason, or the destination's answer, in words and without secrets
 * @param tries how often they were sent since they were given out
 * @param atMillis when, in milliseconds since 1970
 * @param events at least one
 */
public record LaneStep(Outcome outcome, String detail, int tries, long atMillis, List<EventMark> events) {

    /** An answer may be long; its beginning says what it is about. */
    public static final int MAX_DETAIL_LENGTH = 1_024;

    public LaneStep {
        events = List.copyOf(events);
        detail = detail.length() <= MAX_DETAIL_LENGTH ? detail : detail.substring(0, MAX_DETAIL_LENGTH) + "…";
    }
}
