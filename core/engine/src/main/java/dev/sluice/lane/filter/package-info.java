/** Second stage of a lane: parses events and decides which go to the destination. */
@NullMarked
package dev.sluice.lane.filter;

import org.jspecify.annotations.NullMarked;
