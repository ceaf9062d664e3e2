package dev.sluice.lane.deliver;

import dev.sluice.lane.Batch;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** What is to be sent, now or later. Bounded by the lane's window, since every event in it is one. For one thread. */
final class SendQueue {

    private record Waiting(Batch batch, long due, long order, boolean hasty) {}

    private final Deque<Batch> ready = new ArrayDeque<>();
    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Waiting::due).thenComparingLong(Waiting::order));
    private long order;

    /** To be sent after all others. */
    void add(Batch batch) {
        ready.addLast(batch);
    }

    /** To be sent before all others. */
    void addFirst(Batch batch) {
        ready.addFirst(batch);
    }

    /** To be sent no sooner than then, whatever happens. */
    void addLater(Batch batch, long due) {
        waiting.add(new Waiting(batch, due, order++, false));
    }

    /** To be sent then, or as soon as the destination is known to answer again. */
    void addRetry(Batch batch, long due) {
        waiting.add(new Waiting(batch, due, order++, true));
    }

    /** The destination answers again: what waits for that goes out now, oldest first. */
    void hasten() {
        List<Waiting> hasty = waiting.stream()
                .filter(Waiting::hasty)
                .sorted(Comparator.comparingLong(Waiting::order).reversed())
                .toList();
        waiting.removeAll(hasty);
        hasty.forEach(each -> ready.addFirst(each.batch));
    }

    /** Takes the next batch: one whose time has come, since it is the oldest, else the next in line. */
    Optional<Batch> next(long now) {
        if (!waiting.isEmpty() && waiting.peek().due <= now) {
            return Optional.of(waiting.poll().batch);
        }
        return Optional.ofNullable(ready.pollFirst());
    }

    /** Whether {@link #next} would give a batch. */
    boolean hasNext(long now) {
        return !ready.isEmpty() || (!waiting.isEmpty() && waiting.peek().due <= now);
    }

    /** When {@link #next} has something to give: now, later, or never (0) where nothing is held. */
    long nextDue(long now) {
        if (!ready.isEmpty()) {
            return now;
        }
        return waiting.isEmpty() ? 0 : waiting.peek().due;
    }
}
