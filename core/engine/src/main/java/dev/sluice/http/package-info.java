/** What the HTTP servers of a node have in common: bounds that no client gets past. For whoever opens a port. */
@NullMarked
package dev.sluice.http;

import org.jspecify.annotations.NullMarked;
