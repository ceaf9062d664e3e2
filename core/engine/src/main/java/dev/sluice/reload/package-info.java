/** Reads what a node is made of, the configuration and the plugins, and has a running node change when that does. */
@NullMarked
package dev.sluice.reload;

import org.jspecify.annotations.NullMarked;
