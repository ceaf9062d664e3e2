package dev.sluice.config;

import java.nio.file.Path;

/**
 * Where accepted events are kept.
 *
 * @param type {@code sqlite}
 * @param path the file
 * @param maxBytes ingest answers 503 above this
 * @param deadLetters how long the events that were given up are kept beside them
 * @param history how long it is remembered what became of each event
 */
public record JournalConfig(
        String type, Path path, DataSize maxBytes, DeadLetterConfig deadLetters, HistoryConfig history) {}
