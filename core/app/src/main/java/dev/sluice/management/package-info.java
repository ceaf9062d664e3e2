/** Health and metrics on a port of their own. */
@NullMarked
package dev.sluice.management;

import org.jspecify.annotations.NullMarked;
