package dev.sluice.testkit.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What reached the sandbox. For any thread. */
final class Recording {

    /** Enough of each to see what went wrong. */
    private static final int SHOWN = 10;

    private static final int SHOWN_LENGTH = 200;

    private final Lock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<ObjectNode> events = new ArrayDeque<>();
    private final Deque<ObjectNode> duplicates = new ArrayDeque<>();
    private final Deque<SandboxRequest> requests = new ArrayDeque<>();
    private final int maxKept;
    private volatile Consumer<ObjectNode> listener = event -> {};
    private long ingested;

    /** @param maxKept of each kind; past it the oldest go */
    Recording(int maxKept) {
        this.maxKept = maxKept;
    }

    /** Keeps a request with what was taken in of it, all at once. */
    void keep(SandboxRequest request, List<ObjectNode> taken, List<ObjectNode> repeated) {
        lock.lock();
        try {
            add(requests, List.of(request));
            add(events, taken);
            add(duplicates, repeated);
            ingested += taken.size();
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
        taken.forEach(listener);
    }

    void listen(Consumer<ObjectNode> newListener) {
        listener = newListener;
    }

    List<ObjectNode> events() {
        return copy(events);
    }

    List<ObjectNode> duplicates() {
        return copy(duplicates);
    }

    List<SandboxRequest> requests() {
        return copy(requests);
    }

    List<ObjectNode> await(int count, Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long nanos = limit.toNanos();
            while (ingested < count) {
                if (nanos <= 0) {
                    throw new EventsMissingException(missing(count, limit));
                }
                nanos = arrived.awaitNanos(nanos);
            }
            return List.copyOf(events);
        } finally {
            lock.unlock();
        }
    }

    private String missing(int count, Duration limit) {
        return "Waited " + limit.toMillis() + " ms for " + count
                + " events in the sandbox; " + ingested + " arrived and " + duplicates.size()
                + " duplicates. Last events: "
                + last(events) + ". Last requests: " + last(requests);
    }

    private static String last(Deque<?> kept) {
        return kept.stream()
                .skip(Math.max(0, kept.size() - SHOWN))
                .map(each -> shortened(each.toString()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN_LENGTH ? text : text.substring(0, SHOWN_LENGTH) + "…";
    }

    private <T> void add(Deque<T> kept, List<T> added) {
        for (T each : added) {
            kept.addLast(each);
            if (kept.size() > maxKept) {
                kept.removeFirst();
            }
        }
    }

    private <T> List<T> copy(Deque<T> kept) {
        lock.lock();
        try {
            return List.copyOf(kept);
        } finally {
            lock.unlock();
        }
    }
}
