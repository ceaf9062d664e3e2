/** The way of events to one destination: what its stages say to each other, and how they are put together. */
@NullMarked
package dev.sluice.lane;

import org.jspecify.annotations.NullMarked;
