/** A real Kafka broker as a process: started, stopped, killed, started again. For tests of what keeps its events in Kafka. */
@NullMarked
package dev.sluice.testkit.kafka;

import org.jspecify.annotations.NullMarked;
