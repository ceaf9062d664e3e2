/**
 * Customer.io as a sender that tries again: what a receiver's answers cost it, on a clock that need not be waited for. Tests enter.
 */
@NullMarked
package dev.sluice.testkit.sender;

import org.jspecify.annotations.NullMarked;
