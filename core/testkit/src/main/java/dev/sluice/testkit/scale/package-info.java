/** What an event costs as nodes are added: processor time, since wall-clock time says little where all nodes share one machine. */
@NullMarked
package dev.sluice.testkit.scale;

import org.jspecify.annotations.NullMarked;
