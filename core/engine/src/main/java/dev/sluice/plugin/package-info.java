/** Finds destination plugins and makes destinations of the configuration. */
@NullMarked
package dev.sluice.plugin;

import org.jspecify.annotations.NullMarked;
