package dev.sluice.lane;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.EventBus;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which lanes a person holds back, for as long as the process runs, whatever comes and goes with the configuration. Told over the
 * event bus, so that every node hears it. For any thread.
 */
public final class PausedLanes extends VerticleBase {

    /** Holds a lane back: the destination's id. */
    public static final String PAUSE = "sluice.control.pause";

    /** Lets it go on: the destination's id. */
    public static final String RESUME = "sluice.control.resume";

    private final Set<String> paused = ConcurrentHashMap.newKeySet();

    @Override
    public Future<?> start() {
        EventBus bus = vertx.eventBus();
        return Future.all(
                bus.<String>consumer(PAUSE, message -> tell(message.body(), paused.add(message.body())))
                        .completion(),
                bus.<String>consumer(RESUME, message -> tell(message.body(), paused.remove(message.body())))
                        .completion());
    }

    /** Whether a lane is held back. */
    public boolean contains(String destination) {
        return paused.contains(destination);
    }

    /** Tells the lane's sender of this node to look. */
    private void tell(String destination, boolean isNews) {
        if (isNews) {
            vertx.eventBus().publish(new LaneAddresses(destination).look(), "", LaneAddresses.LOCAL);
        }
    }
}
