package dev.sluice.testkit.fuzz;

import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Runs a target on many inputs, each drawn from a seed of its own. {@code -Dfuzz.tries=1000000} says how many; a failure names its
 * seed, and {@code -Dfuzz.seed=} with it runs that one input again.
 */
public final class Fuzzing {

    /** Inputs take well under a second; the rest is for a machine that is busy. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final String TRIES = "fuzz.tries";
    private static final String SEED = "fuzz.seed";

    /** Odd, so that successive inputs get seeds that lie far apart. */
    private static final long STRIDE = 0x9E3779B97F4A7C15L;

    /** What is fuzzed: draws an input and checks what comes of it. */
    @FunctionalInterface
    public interface Target {

        /** @throws Exception where the input was not dealt with as promised, which fails the run */
        void run(Random random) throws Exception;
    }

    private final Target target;
    private volatile long current;
    private volatile long startedAtNanos = System.nanoTime();
    private volatile @Nullable Throwable failure;

    private Fuzzing(Target target) {
        this.target = target;
    }

    /**
     * Runs the target so many times, or as often as the system property says. Not on the caller's thread, so that an input that
     * never ends can be named too.
     *
     * @throws AssertionError where the target fails or takes far too long on an input; names the seed
     */
    public static void run(int tries, Target target) {
        String given = System.getProperty(SEED, "");
        Fuzzing fuzzing = new Fuzzing(target);
        Thread worker = new Thread(
                () -> fuzzing.attempts(
                        given.isEmpty() ? System.nanoTime() : Long.parseLong(given),
                        given.isEmpty() ? Integer.getInteger(TRIES, tries) : 1),
                "fuzzing");
        worker.setDaemon(true);
        worker.start();
        fuzzing.watch(worker);
    }

    private void attempts(long first, int tries) {
        current = first;
        for (int left = tries; left > 0 && failure == null; left--) {
            startedAtNanos = System.nanoTime();
            try {
                target.run(new Random(current));
                current += STRIDE;
            } catch (Throwable broken) {
                failure = broken;
            }
        }
    }

    private void watch(Thread worker) {
        try {
            while (worker.isAlive()) {
                worker.join(LONGEST.toMillis() / 10);
                if (worker.isAlive() && System.nanoTime() - startedAtNanos > LONGEST.toNanos()) {
                    throw failed("takes over " + LONGEST.toSeconds() + " s", null);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw failed("was not waited for", stopped);
        }
        if (failure != null) {
            throw failed("fails: " + failure, failure);
        }
    }

    private AssertionError failed(String how, @Nullable Throwable cause) {
        return new AssertionError("input -D" + SEED + "=" + current + " " + how, cause);
    }
}
