package dev.sluice.journal.trail;

/** When and how an event came in, as stores write it: the time with the origin in its highest byte, which no time reaches. */
public final class Receipts {

    private static final int TIME_BITS = 56;

    private Receipts() {}

    /** A time and an origin in one number. */
    public static long of(long receivedAtMillis, Origin origin) {
        return (long) origin.code() << TIME_BITS | receivedAtMillis(receivedAtMillis);
    }

    /** The time in such a number. */
    public static long receivedAtMillis(long receipt) {
        return receipt & (1L << TIME_BITS) - 1;
    }

    /** The origin in such a number. */
    public static Origin origin(long receipt) {
        return Origin.of((int) (receipt >>> TIME_BITS));
    }
}
