package dev.sluice.lane.settle;

import dev.sluice.journal.Chunk;
import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.Journal;
import dev.sluice.journal.JournalClosedException;
import dev.sluice.journal.JournalUnavailableException;
import dev.sluice.journal.ParkedEvent;
import dev.sluice.journal.Settlement;
import dev.sluice.journal.StoredEvent;
import dev.sluice.journal.trail.LaneStep;
import dev.sluice.lane.LaneAddresses;
import dev.sluice.lane.LaneMeters;
import dev.sluice.lane.LaneStatus;
import dev.sluice.lane.Released;
import dev.sluice.lane.SettleReport;
import dev.sluice.lane.Settled;
import dev.sluice.lane.Taken;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps account of what became of each offset, moves the lane's cursor and files its dead letters, both in one step. While one
 * step is being written, the next one gathers; the window is released when a step is on disk.
 */
public final class SettleVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(SettleVerticle.class);

    /** Before a failed step is written again; nothing of it is forgotten meanwhile. */
    private static final long RETRY_MILLIS = 1_000;

    /** Steps that wait to be written; of events that are still to be sent, more are forgotten. The window bounds the others. */
    private static final int MAX_STEPS = 1_000;

    private static final DeliveryOptions LOCAL = new DeliveryOptions().setLocalOnly(true);

    private final LaneAddresses addresses;
    private final Journal journal;
    private final LaneStatus status;
    private final LaneMeters meters;
    private long taken;
    private long done;
    private long knows;
    private final Map<Integer, OffsetTracker> partitions = new HashMap<>();
    private List<DeadLetter> deadLetters = new ArrayList<>();
    private List<ParkedEvent> parked = new ArrayList<>();
    private List<Long> unparked = new ArrayList<>();
    private List<LaneStep> steps = new ArrayList<>();
    private int events;
    private long bytes;
    private boolean writing;
    private boolean failing;
    private final Promise<Void> written = Promise.promise();
    private boolean stopping;

    public SettleVerticle(LaneAddresses addresses, Journal journal, LaneStatus status, LaneMeters meters) {
        this.addresses = addresses;
        this.journal = journal;
        this.status = status;
        this.meters = meters;
    }

    @Override
    public Future<?> start() {
        return vertx.eventBus()
                .<SettleReport>localConsumer(addresses.settle(), message -> report(message.body()))
                .completion();
    }

    /** Completes when everything settled so far is on disk. */
    @Override
    public Future<?> stop() {
        stopping = true;
        write();
        return written.future();
    }

    private void report(SettleReport report) {
        if (report instanceof Taken given) {
            taken(given.chunk());
        } else if (report instanceof Settled settled) {
            if (settled.hasGuests()) {
                Settled guests = settled.guests();
                vertx.eventBus().send(addresses.guests(), guests, LOCAL);
                done += guests.events().size();
                settled(settled.own());
            } else {
                settled(settled);
            }
            balance();
            write();
        }
        status.oldestUnsettled(oldestReceivedAtMillis());
    }

    private void taken(Chunk chunk) {
        taken += chunk.events().size();
        if (chunk.events().get(0).isGuest()) {
            return;
        }
        knows = Math.max(knows, chunk.number());
        if (chunk.afresh()) {
            StoredEvent first = chunk.events().get(0);
            partitions.computeIfPresent(first.partition(), (partition, before) -> before.afresh(first.offset()));
        }
        for (StoredEvent event : chunk.events()) {
            if (!event.isParked()) {
                partitions
                        .computeIfAbsent(event.partition(), partition -> new OffsetTracker(event.offset()))
                        .take(event.offset(), event.receivedAtMillis());
            }
        }
    }

    /** At each quiet moment what was read is delivered, filtered, given up or set aside. If it is not, there is a fault in here. */
    private void balance() {
        if (taken != done) {
            return;
        }
        // What the next chunk's stages have counted before this one heard of it is not too much.
        long missing = Math.max(0, taken - meters.accounted());
        if (status.accounted(missing) && missing != 0) {
            LOG.error(
                    "{}: of {} events that were read, {} are not accounted for; please report this with the metrics",
                    addresses.destination(),
                    taken,
                    missing);
        }
    }

    private void settled(Settled settled) {
        Set<Long> parkedAgain = new HashSet<>();
        for (ParkedEvent event : settled.parked()) {
            if (event.event().isParked()) {
                parkedAgain.add(event.event().offset());
            }
        }
        for (StoredEvent event : settled.events()) {
            if (!event.isParked()) {
                partitions.get(event.partition()).settle(event.offset());
            } else if (!parkedAgain.contains(event.offset())) {
                unparked.add(event.offset());
            }
            bytes += event.body().length;
        }
        events += settled.events().size();
        done += settled.events().size();
        deadLetters.addAll(settled.deadLetters());
        parked.addAll(settled.parked());
        if (steps.size() < MAX_STEPS || !settled.events().isEmpty()) {
            steps.addAll(settled.steps());
        }
    }

    private void write() {
        if (writing) {
            return;
        }
        if (events == 0 && steps.isEmpty()) {
            if (stopping) {
                written.tryComplete();
            }
            return;
        }
        writing = true;
        Map<Integer, Long> cursors = new HashMap<>();
        partitions.forEach((partition, tracker) -> cursors.put(partition, tracker.cursor()));
        Released released = new Released(events, bytes);
        Settlement step = new Settlement(cursors, deadLetters, parked, unparked, steps, knows);
        events = 0;
        bytes = 0;
        deadLetters = new ArrayList<>();
        parked = new ArrayList<>();
        unparked = new ArrayList<>();
        steps = new ArrayList<>();
        writeUntilDone(step, released);
    }

    private void writeUntilDone(Settlement step, Released released) {
        journal.settle(addresses.destination(), step)
                .onSuccess(done -> context.runOnContext(on -> {
                    writing = false;
                    if (failing) {
                        failing = false;
                        LOG.info("{}: the cursor moves again", addresses.destination());
                    }
                    vertx.eventBus().send(addresses.read(), released, LOCAL);
                    write();
                }))
                .onFailure(failure -> context.runOnContext(on -> {
                    if (failure instanceof JournalClosedException) {
                        written.tryComplete();
                        return;
                    }
                    if (!failing && !(failure instanceof JournalUnavailableException)) {
                        failing = true;
                        LOG.error(
                                "{}: moving the cursor failed and is tried again until it moves: {}",
                                addresses.destination(),
                                failure.getMessage());
                    }
                    vertx.setTimer(RETRY_MILLIS, again -> writeUntilDone(step, released));
                }));
    }

    private long oldestReceivedAtMillis() {
        long oldest = 0;
        for (OffsetTracker tracker : partitions.values()) {
            long received = tracker.oldestReceivedAtMillis();
            if (received != 0 && (oldest == 0 || received < oldest)) {
                oldest = received;
            }
        }
        return oldest;
    }
}
