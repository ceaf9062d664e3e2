/** The built jar as a process: started, killed, read. For tests and campaigns that look at Sluice from outside. */
@NullMarked
package dev.sluice.testkit.process;

import org.jspecify.annotations.NullMarked;
