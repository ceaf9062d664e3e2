/** Certificates that a test makes for itself. */
@NullMarked
package dev.sluice.testkit.tls;

import org.jspecify.annotations.NullMarked;
