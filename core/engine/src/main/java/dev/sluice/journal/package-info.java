/**
 * The append-only log of what was accepted, with a cursor for each destination. Ingest appends, lanes read and settle; whoever
 * asks, the answer says the same whichever store is behind it.
 */
@NullMarked
package dev.sluice.journal;

import org.jspecify.annotations.NullMarked;
