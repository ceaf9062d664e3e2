package dev.sluice.lane.deliver;

import dev.sluice.lane.Batch;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * What is to be sent, now or later, oldest first: whatever became of a batch meanwhile, it goes before all that came to the lane after
 * it. Bounded by the lane's window, since every event in it is one. For one thread.
 */
final class SendQueue {

    /** Of one batch's halves the first goes first. */
    private static final Comparator<Waiting> BY_AGE =
            Comparator.<Waiting>comparingLong(each -> each.batch.place()).thenComparingLong(Waiting::order);

    private record Waiting(Batch batch, long due, long order, boolean hasty) {}

    private final PriorityQueue<Waiting> ready = new PriorityQueue<>(BY_AGE);
    private final PriorityQueue<Waiting> later =
            new PriorityQueue<>(Comparator.comparingLong(Waiting::due).thenComparing(BY_AGE));
    private long places;
    private long order;

    /** A batch that is new here, to be sent after all others. */
    void add(Batch batch) {
        again(batch.at(places++));
    }

    /** One that was here before, or a part of it, to be sent now. */
    void again(Batch batch) {
        ready.add(new Waiting(batch, 0, order++, false));
    }

    /** To be sent no sooner than then, whatever happens. */
    void later(Batch batch, long due) {
        later.add(new Waiting(batch, due, order++, false));
    }

    /** To be sent then, or as soon as the destination is known to answer again. */
    void retry(Batch batch, long due) {
        later.add(new Waiting(batch, due, order++, true));
    }

    /** The destination answers again: what failed goes out now, and what it failed before counts no more. */
    void hasten() {
        List<Waiting> failed = Stream.concat(ready.stream(), later.stream())
                .filter(Waiting::hasty)
                .toList();
        ready.removeAll(failed);
        later.removeAll(failed);
        failed.forEach(each -> ready.add(new Waiting(each.batch.rested(), 0, each.order, false)));
    }

    /** Takes the oldest batch whose time has come. */
    Optional<Batch> next(long now) {
        takeInDue(now);
        return Optional.ofNullable(ready.poll()).map(Waiting::batch);
    }

    /**
     * Takes a batch to find out with it whether the destination answers, whatever pause it has itself: the oldest of those that failed
     * least often, so that one at which the destination chokes does not stand for all.
     */
    Optional<Batch> probe(long now) {
        takeInDue(now);
        Optional<Waiting> probe = Stream.concat(ready.stream(), later.stream().filter(Waiting::hasty))
                .min(Comparator.<Waiting>comparingInt(each -> each.batch.failures())
                        .thenComparing(BY_AGE));
        probe.ifPresent(taken -> {
            ready.remove(taken);
            later.remove(taken);
        });
        return probe.map(Waiting::batch);
    }

    private void takeInDue(long now) {
        while (!later.isEmpty() && later.peek().due <= now) {
            ready.add(later.poll());
        }
    }

    /** Whether {@link #next} would give a batch. */
    boolean hasNext(long now) {
        return !ready.isEmpty() || (!later.isEmpty() && later.peek().due <= now);
    }

    /** When {@link #next} has something to give: now, later, or never (0) where nothing is held. */
    long nextDue(long now) {
        if (!ready.isEmpty()) {
            return now;
        }
        return later.isEmpty() ? 0 : later.peek().due;
    }

    /** The same for {@link #probe}. */
    long probeDue(long now) {
        return later.stream().anyMatch(Waiting::hasty) ? now : nextDue(now);
    }
}
