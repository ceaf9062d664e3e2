/**
 * Amplitude as a destination meets it: its upload rules, its answers, and what can go wrong on the way. Tests and the demo enter through
 * {@link dev.sluice.testkit.amplitude.AmplitudeSandbox}.
 */
@NullMarked
package dev.sluice.testkit.amplitude;

import org.jspecify.annotations.NullMarked;
