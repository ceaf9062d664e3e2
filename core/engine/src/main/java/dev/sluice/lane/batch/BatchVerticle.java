package dev.sluice.lane.batch;

import dev.sluice.config.BatchConfig;
import dev.sluice.lane.Batch;
import dev.sluice.lane.Delivery;
import dev.sluice.lane.DeliveryChunk;
import dev.sluice.lane.LaneAddresses;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;

/** Gathers events into batches; what has not filled one goes out when it has lingered long enough. */
public final class BatchVerticle extends VerticleBase {

    private static final DeliveryOptions LOCAL = new DeliveryOptions().setLocalOnly(true);
    private static final long NO_TIMER = -1;

    private final LaneAddresses addresses;
    private final BatchCutter cutter;
    private final long lingerMillis;
    private long timer = NO_TIMER;

    /** @param envelopeBytes bytes of a request without events */
    public BatchVerticle(LaneAddresses addresses, BatchConfig config, int envelopeBytes) {
        this.addresses = addresses;
        int maxBytes = (int) Math.min(Integer.MAX_VALUE, config.maxBytes().bytes());
        cutter = new BatchCutter(config.maxEvents(), maxBytes, envelopeBytes);
        lingerMillis = config.linger().toMillis();
    }

    @Override
    public Future<?> start() {
        return vertx.eventBus()
                .<DeliveryChunk>localConsumer(addresses.batch(), message -> gather(message.body()))
                .completion();
    }

    /** Sends on what has gathered. */
    @Override
    public Future<?> stop() {
        flush();
        return Future.succeededFuture();
    }

    private void gather(DeliveryChunk chunk) {
        for (Delivery delivery : chunk.deliveries()) {
            cutter.add(delivery).ifPresent(batch -> {
                stopTimer();
                send(batch);
            });
        }
        if (cutter.isEmpty()) {
            return;
        }
        if (lingerMillis == 0) {
            flush();
        } else if (timer == NO_TIMER) {
            timer = vertx.setTimer(lingerMillis, due -> flush());
        }
    }

    private void flush() {
        stopTimer();
        cutter.cut().ifPresent(this::send);
    }

    private void stopTimer() {
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
        }
    }

    private void send(Batch batch) {
        vertx.eventBus().send(addresses.deliver(), batch, LOCAL);
    }
}
