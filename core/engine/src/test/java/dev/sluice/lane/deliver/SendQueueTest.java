package dev.sluice.lane.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.lane.Batch;
import dev.sluice.lane.Deliveries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A queue to which batches come back for all kinds of reasons. */
class SendQueueTest {

    private static Batch numbered(int number) {
        return Batch.fresh(List.of(Deliveries.event(number)));
    }

    private static long number(Batch batch) {
        return Deliveries.offsets(batch.deliveries()).get(0);
    }

    /** Puts a batch back; answers when it is due, where it can't be had sooner. */
    private static long putBack(Batch batch, SendQueue queue, long now, Random random) {
        long due = now + random.nextInt(100);
        switch (random.nextInt(3)) {
            case 0 -> queue.again(batch);
            case 1 -> queue.retry(batch.failed(batch.deliveries()), due);
            default -> {
                queue.later(batch, due);
                return due;
            }
        }
        return now;
    }

    @Property(tries = 300)
    void whateverHappensItGivesEachBatchOnceAndOfThoseThatMayGoTheOldest(
            @ForAll @IntRange(min = 1, max = 40) int count, @ForAll long seed) {
        Random random = new Random(seed);
        SendQueue queue = new SendQueue();
        for (int i = 0; i < count; i++) {
            queue.add(numbered(i));
        }
        long now = 0;
        long latest = 0;
        for (int step = 0; step < 100; step++) {
            Optional<Batch> taken = random.nextBoolean() ? queue.next(now) : queue.probe(now);
            if (taken.isPresent()) {
                latest = Math.max(latest, putBack(taken.get(), queue, now, random));
            }
            now += random.nextInt(5);
        }
        queue.hasten();
        now = Math.max(now, latest);

        List<Long> given = new ArrayList<>();
        while (queue.hasNext(now)) {
            given.add(number(queue.next(now).orElseThrow()));
        }
        assertThat(given).hasSize(count).isSorted();
        assertThat(new TreeSet<>(given)).hasSize(count);
        assertThat(queue.nextDue(now)).as("nothing is left").isZero();
    }

    @Property(tries = 300)
    void whatIsToBeSentNoSoonerIsNot(@ForAll @IntRange(min = 1, max = 20) int count, @ForAll long seed) {
        Random random = new Random(seed);
        SendQueue queue = new SendQueue();
        long[] due = new long[count];
        for (int i = 0; i < count; i++) {
            due[i] = random.nextInt(50);
            queue.later(numbered(i).at(i), due[i]);
        }
        queue.hasten();
        int given = 0;
        for (long now = 0; now <= 50; now++) {
            for (Optional<Batch> next = queue.probe(now); next.isPresent(); next = queue.next(now)) {
                assertThat(due[(int) number(next.get())]).isLessThanOrEqualTo(now);
                given++;
            }
        }
        assertThat(given).isEqualTo(count);
    }
}
