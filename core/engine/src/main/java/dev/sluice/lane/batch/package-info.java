/** Fourth stage of a lane: gathers events into batches. */
@NullMarked
package dev.sluice.lane.batch;

import org.jspecify.annotations.NullMarked;
