package dev.sluice.lane;

import dev.sluice.journal.Chunk;

/** The reader took a chunk from the journal; said before any stage can settle an event of it. */
public record Taken(Chunk chunk) implements SettleReport {}
