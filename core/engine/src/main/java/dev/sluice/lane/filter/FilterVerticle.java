package dev.sluice.lane.filter;

import dev.sluice.event.EventParser;
import dev.sluice.journal.Chunk;
import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.StoredEvent;
import dev.sluice.journal.trail.LaneSteps;
import dev.sluice.journal.trail.Outcome;
import dev.sluice.lane.EventChunk;
import dev.sluice.lane.LaneAddresses;
import dev.sluice.lane.LaneEvent;
import dev.sluice.lane.LaneMeters;
import dev.sluice.lane.Settled;
import dev.sluice.spi.Event;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parses events, passes on the wanted ones and settles the others. */
public final class FilterVerticle extends VerticleBase {

    private static final DeliveryOptions LOCAL = new DeliveryOptions().setLocalOnly(true);

    private final LaneAddresses addresses;
    private final EventFilter filter;
    private final LaneMeters meters;
    private final Clock clock;

    public FilterVerticle(LaneAddresses addresses, EventFilter filter, LaneMeters meters, Clock clock) {
        this.addresses = addresses;
        this.filter = filter;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        return vertx.eventBus()
                .<Chunk>localConsumer(addresses.filter(), message -> filter(message.body()))
                .completion();
    }

    private void filter(Chunk chunk) {
        List<LaneEvent> wanted = new ArrayList<>(chunk.events().size());
        List<StoredEvent> done = new ArrayList<>();
        List<DeadLetter> unreadable = new ArrayList<>();
        LaneSteps steps = new LaneSteps();
        for (StoredEvent stored : chunk.events()) {
            try {
                Event event = EventParser.parse(stored.body(), stored.receivedAtMillis());
                EventFilter.Verdict verdict = decide(event);
                if (verdict.reason().isEmpty()) {
                    wanted.add(new LaneEvent(stored, event));
                } else {
                    done.add(stored);
                    steps.add(Outcome.FILTERED, "filter." + verdict.reason().get(), 0, stored.mark(event.id()));
                }
            } catch (IOException | RuntimeException broken) {
                done.add(stored);
                unreadable.add(unreadable(stored, broken));
            }
        }
        meters.deadLettered(unreadable.size());
        if (!done.isEmpty()) {
            vertx.eventBus().send(addresses.settle(), new Settled(done, unreadable, steps.at(clock.millis())), LOCAL);
        }
        if (!wanted.isEmpty()) {
            vertx.eventBus().send(addresses.map(), new EventChunk(wanted), LOCAL);
        }
    }

    private EventFilter.Verdict decide(Event event) {
        EventFilter.Verdict verdict = filter.decide(event);
        verdict.reason().ifPresent(meters::filtered);
        if (verdict == EventFilter.Verdict.PASSES_UNDECIDED) {
            meters.filterError();
        }
        return verdict;
    }

    private DeadLetter unreadable(StoredEvent stored, Exception broken) {
        return new DeadLetter(
                addresses.destination(),
                stored.partition(),
                stored.offset(),
                "",
                "",
                "unreadable",
                String.valueOf(broken.getMessage()),
                stored.body(),
                Optional.empty(),
                0,
                stored.receivedAtMillis(),
                0,
                clock.millis());
    }
}
