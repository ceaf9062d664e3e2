package dev.sluice.testkit.sender;

import java.time.Instant;

/**
 * One try of one webhook.
 *
 * @param from when it was posted, on the simulated clock
 * @param until when its outcome was known: at once, or after the limit where it came too late
 */
public record Attempt(Instant from, Instant until, Outcome outcome) {}
