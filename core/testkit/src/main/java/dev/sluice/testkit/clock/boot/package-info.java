/**
 * What rewritten classes call in place of the JDK's clock. Every class loader must find it, so that it is loaded by the JVM's own, and
 * knows the JDK alone.
 */
@NullMarked
package dev.sluice.testkit.clock.boot;

import org.jspecify.annotations.NullMarked;
