/** Last stage of a lane: keeps account of what became of each offset and moves the cursor. */
@NullMarked
package dev.sluice.lane.settle;

import org.jspecify.annotations.NullMarked;
