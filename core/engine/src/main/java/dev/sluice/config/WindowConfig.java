package dev.sluice.config;

/**
 * How far a lane reads ahead of what is settled; this bounds its memory, whatever the backlog.
 *
 * @param maxEvents events read and not settled
 * @param maxBytes bytes of their bodies
 */
public record WindowConfig(int maxEvents, DataSize maxBytes) {}
