package dev.sluice.journal;

/**
 * A dead letter as it is kept.
 *
 * @param id its number in the store; grows with time, never used twice
 */
public record StoredLetter(long id, DeadLetter letter) {}
