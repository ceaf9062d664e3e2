/** What is set aside for one lane and comes back when it is due, whichever store holds it. For the stores alone. */
@NullMarked
package dev.sluice.journal.parked;

import org.jspecify.annotations.NullMarked;
