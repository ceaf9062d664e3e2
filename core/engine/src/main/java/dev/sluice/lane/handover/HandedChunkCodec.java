package dev.sluice.lane.handover;

import dev.sluice.journal.Attempts;
import dev.sluice.journal.StoredEvent;
import dev.sluice.journal.trail.Receipts;

/** The form of a {@link HandedChunk} between nodes. */
public final class HandedChunkCodec extends WireCodec<HandedChunk> {

    public HandedChunkCodec() {
        super("sluice.handed-chunk");
    }

    @Override
    void write(HandedChunk chunk, WireWriter wire) {
        wire.text(chunk.owner()).number(chunk.grant()).small(chunk.events().size());
        for (StoredEvent event : chunk.events()) {
            Attempts attempts = event.attempts();
            wire.small(event.partition())
                    .number(event.offset())
                    .number(Receipts.of(event.receivedAtMillis(), event.origin()))
                    .small(attempts.tries())
                    .number(attempts.firstTryAtMillis())
                    .number(attempts.sinceMillis())
                    .bytes(event.body());
        }
    }

    @Override
    HandedChunk read(WireReader wire) {
        return new HandedChunk(wire.text(), wire.number(), wire.list(() -> event(wire)));
    }

    private static StoredEvent event(WireReader wire) {
        int partition = wire.small();
        long offset = wire.number();
        long receipt = wire.number();
        Attempts attempts = new Attempts(wire.small(), wire.number(), wire.number());
        return new StoredEvent(
                partition,
                offset,
                Receipts.receivedAtMillis(receipt),
                Receipts.origin(receipt),
                wire.bytes(),
                attempts);
    }
}
