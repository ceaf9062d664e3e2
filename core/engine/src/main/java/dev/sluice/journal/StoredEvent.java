package dev.sluice.journal;

/**
 * An accepted event where it stands in the log.
 *
 * @param partition the partition
 * @param offset the place in the partition, from 0
 * @param receivedAtMillis when ingest received it, in milliseconds since 1970
 * @param body the event's JSON exactly as sent; to be read, never changed
 */
public record StoredEvent(int partition, long offset, long receivedAtMillis, byte[] body) {}
