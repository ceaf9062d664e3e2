/** Fifth stage of a lane: sends batches, reads answers, plans retries. */
@NullMarked
package dev.sluice.lane.deliver;

import org.jspecify.annotations.NullMarked;
