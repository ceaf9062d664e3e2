/**
 * What Customer.io sends, read and brought to its normal form. Ingest checks with it, the journal finds an event by its id with it,
 * lanes parse with it.
 */
@NullMarked
package dev.sluice.event;

import org.jspecify.annotations.NullMarked;
