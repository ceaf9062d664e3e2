package dev.sluice.lane.settle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OffsetTrackerTest {

    @Test
    void theCursorWaitsForTheLowestUnsettledOffset() {
        OffsetTracker tracker = new OffsetTracker(10);
        tracker.take(10, 1);
        tracker.take(11, 2);
        tracker.take(12, 3);

        tracker.settle(11);
        assertThat(tracker.cursor()).isEqualTo(10);
        assertThat(tracker.oldestReceivedAtMillis()).isEqualTo(1);

        tracker.settle(10);
        assertThat(tracker.cursor()).isEqualTo(12);
        assertThat(tracker.oldestReceivedAtMillis()).isEqualTo(3);

        tracker.settle(12);
        assertThat(tracker.cursor()).isEqualTo(13);
        assertThat(tracker.oldestReceivedAtMillis()).isZero();
    }

    @Test
    void offsetsThatTheLogLeavesOutHoldNothingUp() {
        OffsetTracker tracker = new OffsetTracker(0);
        tracker.take(3, 1);
        tracker.take(7, 1);

        assertThat(tracker.cursor()).isEqualTo(3);
        tracker.settle(3);
        assertThat(tracker.cursor()).isEqualTo(7);
        tracker.settle(7);
        assertThat(tracker.cursor()).isEqualTo(8);
    }

    @Test
    void aPartitionThatComesBackIsAccountedForAfreshWhateverIsStillUnderWay() {
        OffsetTracker before = new OffsetTracker(10);
        before.take(10, 1);
        before.take(11, 1);
        before.take(12, 1);
        before.settle(11);

        OffsetTracker tracker = before.afresh(11);
        tracker.take(11, 1);
        tracker.settle(10);
        assertThat(tracker.cursor()).as("another process settled it").isEqualTo(11);
        tracker.settle(12);
        tracker.take(12, 1);
        tracker.settle(11);
        tracker.settle(11);
        assertThat(tracker.cursor()).as("either copy of an event settles it").isEqualTo(12);
        tracker.settle(12);
        tracker.take(13, 1);
        tracker.settle(13);

        assertThat(tracker.cursor()).isEqualTo(14);
        assertThatThrownBy(() -> tracker.settle(13))
                .as("of this one there was never a second copy")
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void settlingTwiceOrWhatWasNotTakenIsAMistake() {
        OffsetTracker tracker = new OffsetTracker(0);
        tracker.take(0, 1);
        tracker.take(1, 1);
        tracker.settle(1);

        assertThatThrownBy(() -> tracker.settle(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> tracker.settle(2)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> tracker.take(1, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Property(tries = 200)
    void inWhateverOrderTheCursorIsTheLowestUnsettled(
            @ForAll @IntRange(min = 1, max = 400) int count, @ForAll @IntRange(max = 3) int gap, @ForAll long seed) {
        Random random = new Random(seed);
        OffsetTracker tracker = new OffsetTracker(0);
        TreeSet<Long> unsettled = new TreeSet<>();
        long next = 0;
        List<Long> open = new ArrayList<>();
        for (int taken = 0; taken < count || !open.isEmpty(); ) {
            if (taken < count && (open.isEmpty() || random.nextBoolean())) {
                next += random.nextInt(gap + 1);
                tracker.take(next, next);
                unsettled.add(next);
                open.add(next++);
                taken++;
            } else {
                Collections.swap(open, random.nextInt(open.size()), open.size() - 1);
                long offset = open.remove(open.size() - 1);
                tracker.settle(offset);
                unsettled.remove(offset);
            }
            assertThat(tracker.cursor()).isEqualTo(unsettled.isEmpty() ? next : unsettled.first());
            assertThat(tracker.oldestReceivedAtMillis()).isEqualTo(unsettled.isEmpty() ? 0 : unsettled.first());
        }
    }

    @Test
    void staysSmallOverMillionsOfOffsets() {
        OffsetTracker tracker = new OffsetTracker(0);
        for (long offset = 0; offset < 3_000_000; offset++) {
            tracker.take(offset, offset / 1000);
            tracker.settle(offset);
        }
        assertThat(tracker.cursor()).isEqualTo(3_000_000);
    }
}
