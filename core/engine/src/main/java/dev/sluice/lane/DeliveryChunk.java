package dev.sluice.lane;

import java.util.List;

/** Mapped events on their way to the batcher. */
public record DeliveryChunk(List<Delivery> deliveries) {}
