package dev.sluice.testkit.load;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * Events that are known by a number in their id: given out in order, acknowledged, arrived. A few bits an event, so that millions are
 * accounted for. For any thread.
 */
public final class NumberedEvents {

    private static final String PREFIX = "event-";

    private final String body;
    private final BitSet acknowledged = new BitSet();
    private final BitSet arrived = new BitSet();
    private int given;

    /** @param paddingBytes that each carries beside what it must */
    public NumberedEvents(int paddingBytes) {
        body = "\",\"object_type\":\"email\",\"metric\":\"sent\",\"data\":{\"customer_id\":\"person-%d\",\"padding\":\""
                + "x".repeat(paddingBytes) + "\"}}";
    }

    /** The next number. */
    synchronized int next() {
        return given++;
    }

    /** The webhook of a number; each is of another person. */
    byte[] webhook(int number) {
        return ("{\"event_id\":\"" + PREFIX + number + body.formatted(number)).getBytes(StandardCharsets.UTF_8);
    }

    synchronized void acknowledge(int number) {
        acknowledged.set(number);
    }

    /**
     * Notes what reached the destination.
     *
     * @param id an event's id
     * @return its number
     */
    public synchronized int arrive(String id) {
        int number = Integer.parseInt(id.substring(PREFIX.length()));
        arrived.set(number);
        return number;
    }

    /** How many were acknowledged. */
    public synchronized int acknowledged() {
        return acknowledged.cardinality();
    }

    /** How many acknowledged ones have not arrived. */
    public synchronized int missing() {
        BitSet missing = (BitSet) acknowledged.clone();
        missing.andNot(arrived);
        return missing.cardinality();
    }
}
