package dev.sluice.testkit.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Which fault each request meets. Not safe for several threads. */
final class FaultPlan {

    /** No test plans as many; more is a loop that went astray. */
    private static final int MAX_PLANNED = 10_000;

    private final Deque<Fault> next = new ArrayDeque<>();
    private Supplier<Optional<Fault>> always = Optional::empty;

    void next(List<Fault> faults) {
        if (next.size() + faults.size() > MAX_PLANNED) {
            throw new IllegalStateException("planning " + faults.size() + " faults beside " + next.size()
                    + " that wait; at most " + MAX_PLANNED + " can wait");
        }
        next.addAll(faults);
    }

    /** Asked for each request that no planned fault meets. */
    void always(Supplier<Optional<Fault>> source) {
        always = source;
    }

    void clear() {
        next.clear();
        always = Optional::empty;
    }

    /** The planned ones come before the lasting one. */
    Optional<Fault> take() {
        return next.isEmpty() ? always.get() : Optional.of(next.removeFirst());
    }
}
