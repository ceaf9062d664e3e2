package dev.sluice.lane.deliver;

import static dev.sluice.lane.Deliveries.batch;
import static dev.sluice.lane.Deliveries.event;
import static dev.sluice.lane.Deliveries.offsets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.ParkedEvent;
import dev.sluice.lane.Batch;
import dev.sluice.lane.Delivery;
import dev.sluice.spi.Answer;
import dev.sluice.spi.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The ledger of a lane balances whatever its destination answers. */
class DispatchLedgerTest extends DispatchFixture {

    /** Whatever the destination answers, every event is settled once or still held. */
    @Property(tries = 300)
    void noEventIsLostOrSettledTwice(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int count) {
        Random random = new Random(seed);
        Dispatch any = dispatch(random);
        for (int i = 0; i < count; i += 5) {
            List<Delivery> some = new ArrayList<>();
            for (int j = i; j < Math.min(count, i + 5); j++) {
                some.add(event(j, "user-" + j % 7, 9_000));
            }
            any.add(Batch.fresh(some));
        }
        List<Long> settled = new ArrayList<>();
        for (int step = 0; step < 4_000 && settled.size() < count; step++) {
            boolean faulty = step < 400;
            Optional<Batch> next = any.next();
            unpark(any, any.heldBack());
            if (next.isPresent()) {
                Verdicts verdicts = any.answered(next.get(), faulty ? answer(random, next.get()) : DELIVERED);
                settled.addAll(offsets(verdicts.delivered()));
                settled.addAll(offsets(verdicts.died()));
                unpark(any, verdicts);
                assertThat(offsets(verdicts.died()))
                        .isEqualTo(verdicts.deadLetters().stream()
                                .map(DeadLetter::offset)
                                .toList());
            } else if (any.wantsProbe()) {
                any.probing();
                any.probed(faulty && random.nextBoolean() ? WRONG_KEY : DELIVERED);
            } else {
                long due = any.nextDue();
                assertThat(due).as("something is held, so it is due some time").isPositive();
                ticks.set(Math.max(ticks.get(), due));
            }
        }
        assertThat(new TreeSet<>(settled)).hasSize(count);
        assertThat(settled).doesNotHaveDuplicates();
    }

    /** What is set aside comes back when it is due, as the journal has it. */
    private void unpark(Dispatch any, Verdicts verdicts) {
        for (ParkedEvent parked : verdicts.parked()) {
            ticks.addAndGet(parked.dueAtMillis() - clock.millis());
            long offset = parked.event().offset();
            any.add(Batch.fresh(List.of(event(offset, "user-" + offset % 7, 9_000))));
        }
    }

    private static Answer answer(Random random, Batch batch) {
        return switch (random.nextInt(8)) {
            case 0 -> DELIVERED;
            case 1 -> DOWN;
            case 2 -> REFUSED;
            case 3 -> WRONG_KEY;
            case 4 -> new Answer.TooLarge("413");
            case 5 -> new Answer.SlowDown("429", Duration.ofSeconds(15));
            case 6 -> new Answer.Unavailable("503", Optional.of(Duration.ofSeconds(2)));
            default ->
                new Answer.Sorted(batch.deliveries().stream()
                        .map(event -> fate(random, event))
                        .toList());
        };
    }

    private static Fate fate(Random random, Delivery event) {
        return switch (random.nextInt(4)) {
            case 0 -> new Fate.Again();
            case 1 -> new Fate.Rejected("invalid-field", "");
            case 2 -> new Fate.Arrived();
            default -> new Fate.Throttled(event.mapped().identity().user().orElseThrow(), Duration.ofSeconds(30));
        };
    }
}
