package dev.sluice.journal.kafka;

import dev.sluice.journal.Chunk;
import dev.sluice.journal.JournalClosedException;
import dev.sluice.journal.JournalReader;
import io.vertx.core.Future;

/** One reader of a destination: what its lane's consumer gives out until the reader is closed. */
final class LaneReader implements JournalReader {

    private final LaneConsumer lane;
    private final Runnable onClosed;
    private volatile boolean ended;

    LaneReader(LaneConsumer lane, Runnable onClosed) {
        this.lane = lane;
        this.onClosed = onClosed;
    }

    @Override
    public Future<Chunk> next(int maxEvents, long maxBytes) {
        return ended
                ? Future.failedFuture(new JournalClosedException("the journal's reader was closed"))
                : lane.next(maxEvents, maxBytes);
    }

    @Override
    public Future<Void> close() {
        if (ended) {
            return Future.succeededFuture();
        }
        ended = true;
        return lane.shut().onComplete(shut -> onClosed.run());
    }
}
