package dev.sluice.lane.batch;

import dev.sluice.lane.Batch;
import dev.sluice.lane.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a stream of events into batches, by count and by bytes of the request they will make. Keeps the order. For one thread.
 */
final class BatchCutter {

    /** The comma between two events. */
    private static final int SEPARATOR_BYTES = 1;

    private final int maxEvents;
    private final int maxBytes;
    private final int envelopeBytes;
    private List<Delivery> gathered = new ArrayList<>();
    private long bytes;

    /**
     * @param maxEvents events in a batch
     * @param maxBytes bytes of a whole request
     * @param envelopeBytes bytes of a request without events
     */
    BatchCutter(int maxEvents, int maxBytes, int envelopeBytes) {
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
        this.envelopeBytes = envelopeBytes;
        bytes = envelopeBytes;
    }

    /**
     * Adds an event.
     *
     * @return the batch that is complete now, if any. An event that is too large for any batch is cut alone: the destination
     *     decides about it
     */
    Optional<Batch> add(Delivery delivery) {
        long more = delivery.mapped().json().length + SEPARATOR_BYTES;
        boolean full = gathered.size() == maxEvents || bytes + more > maxBytes;
        Optional<Batch> complete = full ? cut() : Optional.empty();
        gathered.add(delivery);
        bytes += more;
        return complete.isEmpty() && gathered.size() == maxEvents ? cut() : complete;
    }

    /** Cuts what has gathered; empty where nothing has. */
    Optional<Batch> cut() {
        if (gathered.isEmpty()) {
            return Optional.empty();
        }
        Batch batch = Batch.fresh(gathered);
        gathered = new ArrayList<>();
        bytes = envelopeBytes;
        return Optional.of(batch);
    }

    boolean isEmpty() {
        return gathered.isEmpty();
    }
}
