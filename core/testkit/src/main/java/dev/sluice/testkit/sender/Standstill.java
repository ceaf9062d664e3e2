package dev.sluice.testkit.sender;

import java.time.Duration;

/**
 * A time in which the stream stood still.
 *
 * @param webhook the place in the stream, from 0, of the webhook that held it up
 * @param length until that webhook was taken or given up
 */
public record Standstill(int webhook, Duration length) {}
