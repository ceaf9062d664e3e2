/** Senders that post as fast as they are answered, and an account of what they were answered. Tests and campaigns enter. */
@NullMarked
package dev.sluice.testkit.load;

import org.jspecify.annotations.NullMarked;
