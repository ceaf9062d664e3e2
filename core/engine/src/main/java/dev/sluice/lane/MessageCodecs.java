package dev.sluice.lane;

import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.Chunk;
import dev.sluice.lane.handover.HandedChunk;
import dev.sluice.lane.handover.HandedChunkCodec;
import dev.sluice.lane.handover.HandedRenewal;
import dev.sluice.lane.handover.HandedRenewalCodec;
import dev.sluice.lane.handover.HandedReport;
import dev.sluice.lane.handover.HandedReportCodec;
import io.vertx.core.eventbus.EventBus;

/** The one place where the types of messages are made known to the event bus. */
public final class MessageCodecs {

    private MessageCodecs() {}

    /** Registers every message type; once for each Vert.x instance. */
    public static void register(EventBus bus) {
        local(bus, AppendBatch.class);
        local(bus, Chunk.class);
        local(bus, EventChunk.class);
        local(bus, DeliveryChunk.class);
        local(bus, Batch.class);
        local(bus, Taken.class);
        local(bus, Settled.class);
        local(bus, Released.class);
        bus.registerDefaultCodec(HandedChunk.class, new HandedChunkCodec());
        bus.registerDefaultCodec(HandedReport.class, new HandedReportCodec());
        bus.registerDefaultCodec(HandedRenewal.class, new HandedRenewalCodec());
    }

    private static <T> void local(EventBus bus, Class<T> type) {
        bus.registerDefaultCodec(type, new LocalCodec<>(type));
    }
}
