package dev.sluice.lane;

import java.util.List;

/** Parsed events on their way to the mapper. */
public record EventChunk(List<LaneEvent> events) {}
