package dev.sluice.testkit.amplitude;

import java.time.Duration;
import java.util.Set;

/**
 * How much a user or a device may send. Source of the defaults: Amplitude's documents of both upload APIs.
 *
 * @param batchEventsPerSecond at {@code /batch}, averaged over the window
 * @param httpApiEventsPerSecond at {@code /2/httpapi}, averaged over the window
 * @param window at least a second
 * @param dailyQuota events in a rolling 24 hours
 * @param silencedDevices devices whose events get a 400
 */
public record SandboxLimits(
        int batchEventsPerSecond,
        int httpApiEventsPerSecond,
        Duration window,
        int dailyQuota,
        Set<String> silencedDevices) {

    /** What Amplitude documents; no device is silenced. */
    public static final SandboxLimits DOCUMENTED =
            new SandboxLimits(1_000, 30, Duration.ofSeconds(30), 500_000, Set.of());

    public SandboxLimits {
        if (batchEventsPerSecond < 1 || httpApiEventsPerSecond < 1 || dailyQuota < 1) {
            throw new IllegalArgumentException("the sandbox's limits must be positive: " + batchEventsPerSecond + ", "
                    + httpApiEventsPerSecond + ", " + dailyQuota);
        }
        if (window.toSeconds() < 1) {
            throw new IllegalArgumentException("the window " + window + " is under a second");
        }
        silencedDevices = Set.copyOf(silencedDevices);
    }

    /** Throttles above this rate, at either path. */
    public SandboxLimits throttlingAbove(int eventsPerSecond, Duration averagedOver) {
        return new SandboxLimits(eventsPerSecond, eventsPerSecond, averagedOver, dailyQuota, silencedDevices);
    }

    /** Takes no more than this in 24 hours. */
    public SandboxLimits withDailyQuota(int events) {
        return new SandboxLimits(batchEventsPerSecond, httpApiEventsPerSecond, window, events, silencedDevices);
    }

    /** Silences these devices. */
    public SandboxLimits silencing(String... devices) {
        return new SandboxLimits(batchEventsPerSecond, httpApiEventsPerSecond, window, dailyQuota, Set.of(devices));
    }

    int eventsPerSecond(Endpoint endpoint) {
        return endpoint == Endpoint.BATCH ? batchEventsPerSecond : httpApiEventsPerSecond;
    }
}
