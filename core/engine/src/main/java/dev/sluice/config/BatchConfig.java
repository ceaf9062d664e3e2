package dev.sluice.config;

import java.time.Duration;

/**
 * How events are gathered into batches.
 *
 * @param maxEvents events in a batch
 * @param maxBytes bytes of a request's body
 * @param linger how long an event waits for company
 */
public record BatchConfig(int maxEvents, DataSize maxBytes, Duration linger) {}
