/**
 * The wall clock of a Java process, set forward and back while it runs, as an administrator or a time server does it. Entered through
 * {@link dev.sluice.testkit.clock.ProcessClock}.
 */
@NullMarked
package dev.sluice.testkit.clock;

import org.jspecify.annotations.NullMarked;
