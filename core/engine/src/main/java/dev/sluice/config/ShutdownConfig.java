package dev.sluice.config;

import java.time.Duration;

/**
 * How a node stops.
 *
 * @param grace how long it may deliver what it has read before it exits; the rest stays in the journal
 */
public record ShutdownConfig(Duration grace) {}
