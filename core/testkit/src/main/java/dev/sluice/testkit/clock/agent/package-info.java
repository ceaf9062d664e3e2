/** Goes into another process and has its classes ask a clock that can be set. For that process alone. */
@NullMarked
package dev.sluice.testkit.clock.agent;

import org.jspecify.annotations.NullMarked;
