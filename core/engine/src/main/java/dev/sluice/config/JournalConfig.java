package dev.sluice.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where accepted events are kept.
 *
 * @param path the file, where it is kept in one
 * @param maxBytes ingest answers 503 above this
 * @param deadLetters how long the events that were given up are kept beside them
 * @param history how long it is remembered what became of each event
 * @param kafka where it is kept in Kafka
 */
public record JournalConfig(
        Path path,
        DataSize maxBytes,
        DeadLetterConfig deadLetters,
        HistoryConfig history,
        Optional<KafkaConfig> kafka) {

    /** In {@code journal.type}: the journal is kept in Kafka. */
    static final String KAFKA = "kafka";

    /** The journal in words, for messages. */
    public String place() {
        return kafka.map(in -> "the topic " + in.topic() + " at " + in.bootstrapServers())
                .orElseGet(path::toString);
    }
}
