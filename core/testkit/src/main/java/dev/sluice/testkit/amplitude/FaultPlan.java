package dev.sluice.testkit.amplitude;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which fault each request meets. Not safe for several threads. */
final class FaultPlan {

    /** No test plans as many; more is a loop that went astray. */
    private static final int MAX_PLANNED = 10_000;

    private final Deque<Fault> next = new ArrayDeque<>();
    private @Nullable Fault always;

    void next(List<Fault> faults) {
        if (next.size() + faults.size() > MAX_PLANNED) {
            throw new IllegalStateException("planning " + faults.size() + " faults beside " + next.size()
                    + " that wait; at most " + MAX_PLANNED + " can wait");
        }
        next.addAll(faults);
    }

    void always(Fault fault) {
        always = fault;
    }

    void clear() {
        next.clear();
        always = null;
    }

    /** The planned ones come before the lasting one. */
    Optional<Fault> take() {
        return next.isEmpty() ? Optional.ofNullable(always) : Optional.of(next.removeFirst());
    }
}
