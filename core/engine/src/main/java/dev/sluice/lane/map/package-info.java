/** Third stage of a lane: makes of each event what the destination takes in. */
@NullMarked
package dev.sluice.lane.map;

import org.jspecify.annotations.NullMarked;
