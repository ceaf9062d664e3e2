/** Puts journal, lanes and ingest together, and takes them apart in the right order. */
@NullMarked
package dev.sluice.relay;

import org.jspecify.annotations.NullMarked;
