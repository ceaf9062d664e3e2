package dev.sluice.testkit.fuzz;

import java.time.Duration;
import java.util.Random;

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

    private Fuzzing() {}

    /**
     * Runs the target so many times, or as often as the system property says.
     *
     * @throws AssertionError where the target fails or takes far too long on an input; names the seed
     */
    public static void run(int tries, Target target) {
        String given = System.getProperty(SEED, "");
        if (!given.isEmpty()) {
            attempt(Long.parseLong(given), target);
            return;
        }
        long seed = System.nanoTime();
        for (int left = Integer.getInteger(TRIES, tries); left > 0; left--) {
            seed += STRIDE;
            attempt(seed, target);
        }
    }

    private static void attempt(long seed, Target target) {
        long start = System.nanoTime();
        try {
            target.run(new Random(seed));
        } catch (Exception | AssertionError | StackOverflowError failure) {
            throw new AssertionError("input -D" + SEED + "=" + seed + ": " + failure, failure);
        }
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        if (taken.compareTo(LONGEST) > 0) {
            throw new AssertionError("input -D" + SEED + "=" + seed + " took " + taken.toMillis() + " ms");
        }
    }
}
