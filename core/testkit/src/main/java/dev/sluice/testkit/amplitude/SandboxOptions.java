package dev.sluice.testkit.amplitude;

import java.time.Clock;

/**
 * How a sandbox is set up. {@link #forApiKey} behaves as Amplitude documents it; the other methods copy with one thing changed.
 *
 * @param apiKey the one key that is accepted
 * @param host the address to listen at
 * @param port 0 for any free one
 * @param clock what duplicates, limits and {@code server_upload_time} go by
 * @param limits how much a user or a device may send
 * @param naming which bad events an answer of {@code /2/httpapi} names
 * @param maxKept events, duplicates, requests, insert_ids and counted ids that are remembered, each; the oldest go first
 */
public record SandboxOptions(
        String apiKey, String host, int port, Clock clock, SandboxLimits limits, Naming naming, int maxKept) {

    private static final int DEFAULT_MAX_KEPT = 100_000;

    /** Which bad events a 400 names. */
    public enum Naming {
        ALL,
        /** The first of each field, so that several rounds are needed. */
        FIRST
    }

    public SandboxOptions {
        if (apiKey.isEmpty()) {
            throw new IllegalArgumentException("the sandbox's API key is empty; give it any text");
        }
        if (maxKept < 1) {
            throw new IllegalArgumentException("the sandbox cannot keep " + maxKept + " events; use 1 or more");
        }
    }

    /** Amplitude's limits, a free port and the system's clock. */
    public static SandboxOptions forApiKey(String apiKey) {
        return new SandboxOptions(
                apiKey, "127.0.0.1", 0, Clock.systemUTC(), SandboxLimits.DOCUMENTED, Naming.ALL, DEFAULT_MAX_KEPT);
    }

    /** Listens at this address: {@code 0.0.0.0} is all that this machine has. */
    public SandboxOptions atHost(String address) {
        return new SandboxOptions(apiKey, address, port, clock, limits, naming, maxKept);
    }

    /** Listens at this port. */
    public SandboxOptions atPort(int number) {
        return new SandboxOptions(apiKey, host, number, clock, limits, naming, maxKept);
    }

    /** Goes by this clock. */
    public SandboxOptions withClock(Clock other) {
        return new SandboxOptions(apiKey, host, port, other, limits, naming, maxKept);
    }

    /** Holds users and devices to these limits. */
    public SandboxOptions withLimits(SandboxLimits other) {
        return new SandboxOptions(apiKey, host, port, clock, other, naming, maxKept);
    }

    /** Lets {@code /2/httpapi} name the first bad event of each field alone. */
    public SandboxOptions namingFirstBadEvent() {
        return new SandboxOptions(apiKey, host, port, clock, limits, Naming.FIRST, maxKept);
    }

    /** Remembers no more than this. */
    public SandboxOptions keeping(int most) {
        return new SandboxOptions(apiKey, host, port, clock, limits, naming, most);
    }
}
