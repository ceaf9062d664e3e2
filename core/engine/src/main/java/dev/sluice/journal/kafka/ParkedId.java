package dev.sluice.journal.kafka;

/**
 * The number of an event that is set aside: where it comes from, packed, so that every node numbers it alike and it is never given
 * twice. From high to low: 15 bits of partition, a bit that tells a replayed letter from an event of the log, 47 bits of offset.
 */
final class ParkedId {

    private static final int OFFSET_BITS = 47;
    private static final long OFFSETS = 1L << OFFSET_BITS;

    private ParkedId() {}

    /** An event of the log; never 0. */
    static long ofEvent(int partition, long offset) {
        return pack(partition, 0, offset + 1);
    }

    /**
     * A letter that is replayed.
     *
     * @param partition where it is set aside
     * @param letter its number
     */
    static long ofLetter(int partition, long letter) {
        return pack(partition, 1, letter);
    }

    /** The partition of a number, or that of the log where it is set aside. */
    static int partition(long id) {
        return (int) (id >>> OFFSET_BITS + 1);
    }

    private static long pack(int partition, int kind, long offset) {
        if (offset < 0 || offset >= OFFSETS) {
            throw new IllegalArgumentException("no topic has an offset " + offset);
        }
        return ((long) partition << 1 | kind) << OFFSET_BITS | offset;
    }
}
