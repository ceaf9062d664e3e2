/**
 * How a node without lanes has its events delivered by nodes that have some: the owner hands out chunks on a lease, and files what it
 * is told became of them.
 */
@NullMarked
package dev.sluice.lane.handover;

import org.jspecify.annotations.NullMarked;
