/** Plays Mixpanel, strictly by the public document of its Import API. */
@NullMarked
package dev.sluice.testkit.mixpanel;

import org.jspecify.annotations.NullMarked;
