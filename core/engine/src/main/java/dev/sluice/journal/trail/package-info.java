/**
 * What became of each event, step by step, so that a person can ask for one of them. Lanes write it with their account; nothing is
 * decided by it.
 */
@NullMarked
package dev.sluice.journal.trail;

import org.jspecify.annotations.NullMarked;
