package dev.sluice.lane;

/**
 * Room in the window: so much of what was read is settled, on disk.
 *
 * @param events how many events
 * @param bytes bytes of their bodies
 */
public record Released(int events, long bytes) {}
