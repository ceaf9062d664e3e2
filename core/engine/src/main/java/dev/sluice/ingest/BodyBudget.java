package dev.sluice.ingest;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds the bytes of all request bodies held at once, over all event loops. Safe for several threads. */
final class BodyBudget {

    private final long maxBytes;
    private final AtomicLong held = new AtomicLong();

    BodyBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Takes so many bytes, or none and answers false. */
    boolean take(long bytes) {
        if (held.addAndGet(bytes) > maxBytes) {
            held.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void give(long bytes) {
        held.addAndGet(-bytes);
    }

    long held() {
        return held.get();
    }
}
