/** Knows an event again that was sent twice, for destinations that do not. Stands between ingest and the journal. */
@NullMarked
package dev.sluice.ingest.dedupe;

import org.jspecify.annotations.NullMarked;
