package dev.sluice.journal;

import io.vertx.core.Future;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a future where a test needs its value. */
public final class Waiting {

    /** Longer than anything takes on a busy machine; a test that runs into it has failed. */
    private static final long LIMIT_SECONDS = 60;

    private Waiting() {}

    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof TimeoutException late) {
                throw new AssertionError("nothing came within " + LIMIT_SECONDS + " s", late);
            }
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failure;
        }
    }
}
