/**
 * All that a destination plugin compiles against: what it declares (settings, mapping, limits) and what it decides (requests,
 * answers). Nothing here does input or output; the engine and every plugin may enter.
 */
@NullMarked
package dev.sluice.spi;

import org.jspecify.annotations.NullMarked;
