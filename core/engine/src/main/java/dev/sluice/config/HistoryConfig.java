package dev.sluice.config;

import java.time.Duration;

/**
 * How long it is remembered what became of each event.
 *
 * @param maxAge since it was done
 * @param maxBytes of all that is remembered; the oldest goes first
 */
public record HistoryConfig(Duration maxAge, DataSize maxBytes) {

    /** What holds where nothing is configured. */
    public static final HistoryConfig STANDARD = new HistoryConfig(Duration.ofDays(7), DataSize.mebibytes(64));
}
