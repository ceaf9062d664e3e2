package dev.sluice.testkit.contract;

import dev.sluice.spi.BatchLimits;
import dev.sluice.spi.Destination;
import dev.sluice.spi.Identity;
import dev.sluice.spi.MappedEvent;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/** Whether requests keep to the limits that a destination declares. A lane counts a byte between two events. */
final class LimitChecks {

    /** Larger requests than this are not built for a check. */
    private static final int MOST_BYTES = 32_000_000;

    private static final int LEAST_EVENT_BYTES = "{\"a\":\"\"}".length();

    private final Destination destination;
    private final BatchLimits limits;
    private final int envelope;

    LimitChecks(Candidate candidate) {
        destination = candidate.destination();
        limits = destination.limits();
        Expect.that(limits != null, "limits() returned null", "return what one request may hold");
        envelope = destination.request(List.of(), RequestChecks.NOW).body().length;
    }

    void fullBatch() {
        Expect.that(
                envelope + LEAST_EVENT_BYTES < limits.maxBytes(),
                "a request without events has " + envelope + " bytes of " + limits.maxBytes() + " that are allowed",
                "let maxBytes hold the whole body with events");
        int room = Math.min(limits.maxBytes(), MOST_BYTES) - envelope;
        int even = Math.max(LEAST_EVENT_BYTES, room / limits.maxEvents() - 1);
        int each = Math.min(Math.min(even, limits.maxEventBytes()), room - 1);
        int count = Math.min(limits.maxEvents(), room / (each + 1));
        requireFits(count, each);
    }

    void largestEvent() {
        Expect.that(
                limits.maxEventBytes() <= limits.maxBytes() - envelope,
                "an event may have " + limits.maxEventBytes() + " bytes, but only " + (limits.maxBytes() - envelope)
                        + " are left beside what surrounds the events",
                "lower maxEventBytes, or such an event fits into no request");
        if (limits.maxEventBytes() <= MOST_BYTES) {
            requireFits(1, Math.max(limits.maxEventBytes(), LEAST_EVENT_BYTES));
        }
    }

    private void requireFits(int count, int bytesEach) {
        String json = "{\"a\":\"" + "x".repeat(bytesEach - LEAST_EVENT_BYTES) + "\"}";
        MappedEvent event = new MappedEvent("event", json.getBytes(StandardCharsets.UTF_8), Identity.NOBODY);
        int bytes = destination
                .request(Collections.nCopies(count, event), RequestChecks.NOW)
                .body()
                .length;
        Expect.that(
                bytes <= limits.maxBytes(),
                "a request with " + count + " events of " + bytesEach + " bytes has " + bytes + " bytes, over maxBytes "
                        + limits.maxBytes(),
                "add no more than the envelope and one byte between events, or lower the limits");
    }
}
