/** Conditions in CEL over an event. The configuration compiles them to find mistakes, the filter to decide. */
@NullMarked
package dev.sluice.expression;

import org.jspecify.annotations.NullMarked;
