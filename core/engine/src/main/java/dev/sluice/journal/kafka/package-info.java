/**
 * The journal in topics of Kafka, for several nodes. A node keeps what it needs to find letters and parked events in a throwaway
 * table of its own, made of the topics at each start. Opened by {@link dev.sluice.journal.kafka.KafkaJournal} alone.
 */
@NullMarked
package dev.sluice.journal.kafka;

import org.jspecify.annotations.NullMarked;
