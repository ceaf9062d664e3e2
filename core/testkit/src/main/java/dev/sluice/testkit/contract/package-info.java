/**
 * What every destination must keep, built in or not, as a JUnit class that its author extends:
 * {@link dev.sluice.testkit.contract.DestinationContract}. A failure says what to do about it.
 */
@NullMarked
package dev.sluice.testkit.contract;

import org.jspecify.annotations.NullMarked;
