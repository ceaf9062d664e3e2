package dev.sluice.config;

import java.time.Duration;

/**
 * How batches are sent.
 *
 * @param concurrency requests under way at once
 * @param timeout for a whole exchange
 * @param maxAge an event that can't be delivered so long after its receipt becomes a dead letter
 */
public record DeliveryConfig(int concurrency, Duration timeout, Duration maxAge) {}
