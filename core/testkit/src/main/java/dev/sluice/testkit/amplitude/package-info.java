/** The receiving side for tests and the demo: a server that keeps Amplitude's documented rules and can be told to fail. */
@NullMarked
package dev.sluice.testkit.amplitude;

import org.jspecify.annotations.NullMarked;
