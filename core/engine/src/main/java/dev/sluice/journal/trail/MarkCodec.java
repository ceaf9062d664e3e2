package dev.sluice.journal.trail;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The form of a step's events in a store: for each its key and its receipt, 8 bytes each. */
public final class MarkCodec {

    private static final int MARK_BYTES = 2 * Long.BYTES;

    private MarkCodec() {}

    public static byte[] encode(List<EventMark> events) {
        ByteBuffer marks = ByteBuffer.allocate(events.size() * MARK_BYTES);
        for (EventMark event : events) {
            marks.putLong(event.key()).putLong(Receipts.of(event.receivedAtMillis(), event.origin()));
        }
        return marks.array();
    }

    /** The keys of all events. */
    public static long[] keys(byte[] events) {
        long[] keys = new long[events.length / MARK_BYTES];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = ByteBuffer.wrap(events).getLong(i * MARK_BYTES);
        }
        return keys;
    }

    /** Those of the events that have this key. */
    public static List<EventMark> find(long key, byte[] events) {
        List<EventMark> found = new ArrayList<>(0);
        ByteBuffer marks = ByteBuffer.wrap(events);
        while (marks.remaining() >= MARK_BYTES) {
            long each = marks.getLong();
            long receipt = marks.getLong();
            if (each == key) {
                found.add(new EventMark(key, Receipts.receivedAtMillis(receipt), Receipts.origin(receipt)));
            }
        }
        return found;
    }
}
