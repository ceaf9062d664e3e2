package dev.sluice.journal;

/**
 * An event to be set aside on disk until its destination takes it: the lane goes on without it.
 *
 * @param event from the log, or one that was set aside before
 * @param key what holds it up: a person or a device; all that is set aside under one key waits for the same moment
 * @param parkedAtMillis when it is set aside, in milliseconds since 1970; when the clock shows less again, it was set back, and the key
 *     waits no longer
 * @param dueAtMillis when the key's events are given out again, on the same clock; a later moment that the key has already
 *     stays
 * @param attempts all tries so far
 */
public record ParkedEvent(StoredEvent event, String key, long parkedAtMillis, long dueAtMillis, Attempts attempts) {}
