/** The command line: one class a command, each a thin layer over the engine. */
@NullMarked
package dev.sluice.cli;

import org.jspecify.annotations.NullMarked;
