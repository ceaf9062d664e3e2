package dev.sluice.lane.settle;

import java.util.ArrayDeque;
import java.util.BitSet;

/**
 * Keeps account of one partition: which of the offsets taken are settled, in whatever order, and which is the lowest that is
 * not. Holds one bit for each offset between the cursor and the newest taken, which the window bounds. For one thread.
 */
final class OffsetTracker {

    /** Settled bits below the cursor are cut away in steps of this many. */
    private static final int TRIM = 64 * 1024;

    private record Mark(long offset, long receivedAtMillis) {}

    private final BitSet settled = new BitSet();
    private final ArrayDeque<Mark> marks = new ArrayDeque<>();
    private final long straysBefore;
    private long base;
    private long cursor;
    private long end;

    /** @param start the lowest unsettled offset, where the lane begins */
    OffsetTracker(long start) {
        this(start, start);
    }

    private OffsetTracker(long start, long straysBefore) {
        this.straysBefore = straysBefore;
        base = start;
        cursor = start;
        end = start;
    }

    /**
     * The account of the same partition when it has come back from another process. Events of before are still under way, and may be
     * settled once more or not be this account's any longer.
     */
    OffsetTracker afresh(long start) {
        return new OffsetTracker(start, Math.max(straysBefore, end));
    }

    /**
     * An offset was taken. Offsets are taken in growing order; those that the log leaves out count as settled.
     *
     * @throws IllegalStateException for an offset that was taken before
     */
    void take(long offset, long receivedAtMillis) {
        if (offset < end) {
            throw new IllegalStateException("offset " + offset + " was taken twice; the next one is " + end);
        }
        settled.set(index(end), index(offset));
        end = offset + 1;
        Mark last = marks.peekLast();
        if (last == null || last.receivedAtMillis != receivedAtMillis) {
            marks.addLast(new Mark(offset, receivedAtMillis));
        }
        advance();
    }

    /**
     * An offset is settled.
     *
     * @throws IllegalStateException for one that was not taken, or is settled already, unless it is a stray
     */
    void settle(long offset) {
        if (offset < cursor || offset >= end || settled.get(index(offset))) {
            if (offset < straysBefore) {
                return;
            }
            throw new IllegalStateException(
                    "offset " + offset + " can't be settled: taken are " + cursor + " to " + (end - 1));
        }
        settled.set(index(offset));
        advance();
    }

    /** The lowest offset that is not settled. */
    long cursor() {
        return cursor;
    }

    /** When the oldest unsettled event was received; 0 where all are settled. */
    long oldestReceivedAtMillis() {
        return cursor == end || marks.isEmpty() ? 0 : marks.peekFirst().receivedAtMillis;
    }

    private void advance() {
        cursor = Math.min(end, base + settled.nextClearBit(index(cursor)));
        dropPassedMarks();
        if (cursor - base >= TRIM) {
            BitSet rest = settled.get(index(cursor), index(end));
            settled.clear();
            settled.or(rest);
            base = cursor;
        }
    }

    /** Keeps the last mark at or before the cursor: it tells when the event at the cursor was received. */
    private void dropPassedMarks() {
        while (marks.size() > 1) {
            Mark first = marks.pollFirst();
            if (marks.peekFirst().offset > cursor) {
                marks.addFirst(first);
                return;
            }
        }
    }

    private int index(long offset) {
        return Math.toIntExact(offset - base);
    }
}
