package dev.sluice.lane.map;

import dev.sluice.config.SecretValues;
import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.StoredEvent;
import dev.sluice.journal.trail.LaneSteps;
import dev.sluice.journal.trail.Outcome;
import dev.sluice.lane.Delivery;
import dev.sluice.lane.DeliveryChunk;
import dev.sluice.lane.EventChunk;
import dev.sluice.lane.LaneAddresses;
import dev.sluice.lane.LaneEvent;
import dev.sluice.lane.LaneMeters;
import dev.sluice.lane.Settled;
import dev.sluice.spi.MappedEvent;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maps events and passes them on; settles those that the destination has no use for, or can't take. */
public final class MapVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(MapVerticle.class);
    private static final DeliveryOptions LOCAL = new DeliveryOptions().setLocalOnly(true);

    /** A plugin that fails on every event is told once in so long. */
    private static final long NOTICE_NANOS = 60_000_000_000L;

    private final LaneAddresses addresses;
    private final EventMapper mapper;
    private final int maxEventBytes;
    private final SecretValues secrets;
    private final LaneMeters meters;
    private final Clock clock;
    private long nextNotice = System.nanoTime();

    /**
     * @param maxEventBytes larger events become dead letters
     * @param secrets cut out of what a plugin says that fails
     */
    public MapVerticle(
            LaneAddresses addresses,
            EventMapper mapper,
            int maxEventBytes,
            SecretValues secrets,
            LaneMeters meters,
            Clock clock) {
        this.addresses = addresses;
        this.mapper = mapper;
        this.maxEventBytes = maxEventBytes;
        this.secrets = secrets;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        return vertx.eventBus()
                .<EventChunk>localConsumer(addresses.map(), message -> map(message.body()))
                .completion();
    }

    private void map(EventChunk chunk) {
        List<Delivery> deliveries = new ArrayList<>(chunk.events().size());
        List<StoredEvent> done = new ArrayList<>();
        List<DeadLetter> failed = new ArrayList<>();
        LaneSteps steps = new LaneSteps();
        for (LaneEvent event : chunk.events()) {
            try {
                Optional<MappedEvent> mapped = mapper.map(event.event());
                if (mapped.isEmpty()) {
                    meters.filtered(EventMapper.NO_IDENTITY);
                    done.add(event.stored());
                    steps.add(
                            Outcome.FILTERED,
                            EventMapper.NO_IDENTITY,
                            0,
                            event.stored().mark(event.event().id()));
                } else {
                    Delivery delivery =
                            new Delivery(event.stored(), event.event().name(), mapped.get());
                    if (mapped.get().json().length <= maxEventBytes) {
                        deliveries.add(delivery);
                    } else {
                        done.add(event.stored());
                        DeadLetter letter = tooLarge(delivery);
                        failed.add(letter);
                        steps.add(Outcome.DEAD_LETTERED, letter.cause(), 0, delivery.mark());
                    }
                }
            } catch (IOException | RuntimeException failure) {
                tell(event, failure);
                done.add(event.stored());
                DeadLetter letter = unmapped(event, failure);
                failed.add(letter);
                steps.add(
                        Outcome.DEAD_LETTERED,
                        letter.cause(),
                        0,
                        event.stored().mark(event.event().id()));
            }
        }
        meters.deadLettered(failed.size());
        if (!done.isEmpty()) {
            vertx.eventBus().send(addresses.settle(), new Settled(done, failed, steps.at(clock.millis())), LOCAL);
        }
        if (!deliveries.isEmpty()) {
            vertx.eventBus().send(addresses.batch(), new DeliveryChunk(deliveries), LOCAL);
        }
    }

    /** An exception may quote what the plugin was configured with. Every event that fails has its letter; the log need not have them all. */
    private void tell(LaneEvent event, Exception failure) {
        long now = System.nanoTime();
        if (now - nextNotice >= 0) {
            nextNotice = now + NOTICE_NANOS;
            LOG.error(
                    "{}: mapping event {} failed; it goes to the dead letters, as do others that fail: {}",
                    addresses.destination(),
                    event.event().id(),
                    secrets.redact(failure));
        }
    }

    private DeadLetter tooLarge(Delivery delivery) {
        String detail = "the mapped event has " + delivery.mapped().json().length + " bytes; the destination takes "
                + maxEventBytes;
        return delivery.died(addresses.destination(), "too-large", detail, 0, 0, clock.millis());
    }

    private DeadLetter unmapped(LaneEvent event, Exception failure) {
        StoredEvent stored = event.stored();
        return new DeadLetter(
                addresses.destination(),
                stored.partition(),
                stored.offset(),
                event.event().id(),
                event.event().name(),
                "mapping-failed",
                secrets.redact(String.valueOf(failure.getMessage())),
                stored.body(),
                Optional.empty(),
                0,
                stored.receivedAtMillis(),
                0,
                clock.millis());
    }
}
