/**
 * What the sandboxes of all vendors have in common: a server on a free port, a plan of what goes wrong, a recording of what was taken in.
 * A vendor's own sandbox extends {@link dev.sluice.testkit.sandbox.Sandbox} and adds its rules.
 */
@NullMarked
package dev.sluice.testkit.sandbox;

import org.jspecify.annotations.NullMarked;
