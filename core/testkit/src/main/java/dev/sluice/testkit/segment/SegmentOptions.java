package dev.sluice.testkit.segment;

import java.time.Clock;

/**
 * How a sandbox is set up. {@link #forWriteKey} is how most tests want it; the other methods copy with one thing changed.
 *
 * @param writeKey the one key that is accepted
 * @param port 0 for any free one
 * @param clock what duplicates go by
 * @param wrongKeys what becomes of requests with another key
 * @param messageIdPrefix what stands before the sender's own id in a messageId
 * @param maxKept events, duplicates, dropped events, requests and messageIds that are remembered, each; the oldest go first
 */
public record SegmentOptions(
        String writeKey, int port, Clock clock, WrongKeys wrongKeys, String messageIdPrefix, int maxKept) {

    private static final int DEFAULT_MAX_KEPT = 100_000;

    /** What becomes of requests with a wrong key. */
    public enum WrongKeys {
        /** 401, which is told where credentials are looked at before the events are. */
        REFUSED,
        /** 200, and nothing is taken in: Segment's documents have 400 for what it can't read and 200 for all else. */
        IGNORED
    }

    public SegmentOptions {
        if (writeKey.isEmpty()) {
            throw new IllegalArgumentException("the sandbox's write key is empty; give it any text");
        }
        if (maxKept < 1) {
            throw new IllegalArgumentException("the sandbox cannot keep " + maxKept + " events; use 1 or more");
        }
    }

    /** A free port, the system's clock, wrong keys refused. */
    public static SegmentOptions forWriteKey(String writeKey) {
        return new SegmentOptions(writeKey, 0, Clock.systemUTC(), WrongKeys.REFUSED, "", DEFAULT_MAX_KEPT);
    }

    /** Goes by this clock. */
    public SegmentOptions withClock(Clock other) {
        return new SegmentOptions(writeKey, port, other, wrongKeys, messageIdPrefix, maxKept);
    }

    /** Answers 200 to wrong keys. */
    public SegmentOptions ignoringWrongKeys() {
        return new SegmentOptions(writeKey, port, clock, WrongKeys.IGNORED, messageIdPrefix, maxKept);
    }

    /** Takes the sender's own id for what stands behind this in a messageId. */
    public SegmentOptions withMessageIdPrefix(String prefix) {
        return new SegmentOptions(writeKey, port, clock, wrongKeys, prefix, maxKept);
    }

    /** Remembers no more than this. */
    public SegmentOptions keeping(int most) {
        return new SegmentOptions(writeKey, port, clock, wrongKeys, messageIdPrefix, most);
    }
}
