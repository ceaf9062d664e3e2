/** Inputs that nobody documents, and the loop that runs a target on many of them. Fuzz tests enter; the relay never does. */
@NullMarked
package dev.sluice.testkit.fuzz;

import org.jspecify.annotations.NullMarked;
