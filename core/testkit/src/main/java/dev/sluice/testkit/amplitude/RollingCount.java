package dev.sluice.testkit.amplitude;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How many events came in a window that moves with the time, counted in slots. */
final class RollingCount {

    /** Enough for an average; it bounds what is kept for one id. */
    private static final int SLOTS = 60;

    private record Slot(long number, int events) {}

    private final Deque<Slot> slots = new ArrayDeque<>();
    private final long slotMillis;
    private int total;

    RollingCount(Duration window) {
        slotMillis = Math.max(1, window.toMillis() / SLOTS);
    }

    int total(Instant now) {
        long oldest = now.toEpochMilli() / slotMillis - SLOTS;
        while (!slots.isEmpty() && slots.getFirst().number() <= oldest) {
            total -= slots.removeFirst().events();
        }
        return total;
    }

    void add(int events, Instant now) {
        long number = now.toEpochMilli() / slotMillis;
        Slot last = slots.peekLast();
        if (last != null && last.number() == number) {
            slots.removeLast();
            slots.addLast(new Slot(number, last.events() + events));
        } else {
            slots.addLast(new Slot(number, events));
        }
        total += events;
    }
}
