package dev.sluice.lane;

import dev.sluice.journal.StoredEvent;
import dev.sluice.spi.Event;

/** A stored event and what was read out of it. */
public record LaneEvent(StoredEvent stored, Event event) {}
