package dev.sluice.config;

import java.time.Duration;

/**
 * How long dead letters are kept.
 *
 * @param maxAge since they were given up
 * @param maxBytes of webhooks and mapped events in all of them; the oldest go first
 */
public record DeadLetterConfig(Duration maxAge, DataSize maxBytes) {}
