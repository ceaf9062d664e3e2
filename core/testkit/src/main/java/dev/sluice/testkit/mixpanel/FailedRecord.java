package dev.sluice.testkit.mixpanel;

/**
 * An event that failed validation.
 *
 * @param index its place in the request
 * @param field the first that is wrong
 */
record FailedRecord(int index, String insertId, String field, String message) {}
