package dev.sluice.lane.read;

import dev.sluice.config.WindowConfig;
import dev.sluice.journal.Chunk;
import dev.sluice.journal.Journal;
import dev.sluice.journal.JournalClosedException;
import dev.sluice.journal.JournalReader;
import dev.sluice.lane.LaneAddresses;
import dev.sluice.lane.Released;
import dev.sluice.lane.Taken;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the journal as far ahead as the window allows and hands chunks to the filter. */
public final class ReadVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(ReadVerticle.class);

    /** Small enough that several chunks of a window are on their way at once, large enough to share the cost of a message. */
    private static final int CHUNK_EVENTS = 512;

    private static final long CHUNK_BYTES = 1 << 20;

    /** Before a failed read is tried again. */
    private static final long RETRY_MILLIS = 1_000;

    private static final DeliveryOptions LOCAL = new DeliveryOptions().setLocalOnly(true);

    private final LaneAddresses addresses;
    private final Journal journal;
    private final Window window;
    private JournalReader reader;
    private boolean reading;
    private boolean stopping;

    public ReadVerticle(LaneAddresses addresses, Journal journal, WindowConfig config) {
        this.addresses = addresses;
        this.journal = journal;
        window = new Window(config);
    }

    @Override
    public Future<?> start() {
        return vertx.eventBus()
                .<Released>localConsumer(addresses.read(), message -> release(message.body()))
                .completion()
                .compose(registered -> journal.openReader(addresses.destination()))
                .onSuccess(opened -> {
                    reader = opened;
                    context.runOnContext(started -> read());
                });
    }

    /** Stops reading; a chunk that is being read comes again with the next start. */
    @Override
    public Future<?> stop() {
        stopping = true;
        return reader == null ? Future.succeededFuture() : reader.close();
    }

    private void release(Released released) {
        window.release(released.events(), released.bytes());
        read();
    }

    private void read() {
        if (reading || stopping || !window.isOpen()) {
            return;
        }
        reading = true;
        int maxEvents = Math.min(CHUNK_EVENTS, window.roomInEvents());
        long maxBytes = Math.min(CHUNK_BYTES, window.roomInBytes());
        reader.next(maxEvents, maxBytes)
                .onSuccess(chunk -> context.runOnContext(on -> hand(chunk)))
                .onFailure(failure -> context.runOnContext(on -> failed(failure)));
    }

    private void hand(Chunk chunk) {
        reading = false;
        if (stopping) {
            return;
        }
        window.take(chunk.events().size(), chunk.bytes());
        vertx.eventBus().send(addresses.settle(), new Taken(chunk), LOCAL);
        vertx.eventBus().send(addresses.filter(), chunk, LOCAL);
        read();
    }

    private void failed(Throwable failure) {
        if (stopping || failure instanceof JournalClosedException) {
            reading = false;
            return;
        }
        LOG.error(
                "{}: reading the journal failed and is tried again: {}", addresses.destination(), failure.getMessage());
        vertx.setTimer(RETRY_MILLIS, again -> {
            reading = false;
            read();
        });
    }
}
