/** First stage of a lane: reads the journal ahead, within the window. */
@NullMarked
package dev.sluice.lane.read;

import org.jspecify.annotations.NullMarked;
