/** What the HTTP servers of a node have in common: bounds that no client gets past. For whoever opens a port. */
@NullMarked
package dev.sluice.server;

import org.jspecify.annotations.NullMarked;
