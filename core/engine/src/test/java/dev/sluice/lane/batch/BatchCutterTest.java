package dev.sluice.lane.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.lane.Batch;
import dev.sluice.lane.Deliveries;
import dev.sluice.lane.Delivery;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BatchCutterTest {

    @Test
    void cutsAtTheNumberOfEvents() {
        BatchCutter cutter = new BatchCutter(2, 1_000, 0);

        assertThat(cutter.add(Deliveries.sized(0, 10))).isEmpty();
        assertThat(cutter.add(Deliveries.sized(1, 10)))
                .get()
                .extracting(batch -> batch.deliveries().size())
                .isEqualTo(2);
        assertThat(cutter.isEmpty()).isTrue();
    }

    @Test
    void cutsBeforeTheRequestWouldBeTooLarge() {
        BatchCutter cutter = new BatchCutter(100, 130, 20);
        assertThat(cutter.add(Deliveries.sized(0, 54))).isEmpty();
        assertThat(cutter.add(Deliveries.sized(1, 54))).isEmpty();

        Batch full = cutter.add(Deliveries.sized(2, 1)).orElseThrow();

        assertThat(Deliveries.offsets(full.deliveries())).containsExactly(0L, 1L);
        assertThat(Deliveries.offsets(cutter.cut().orElseThrow().deliveries())).containsExactly(2L);
    }

    @Test
    void sendsAnEventThatIsTooLargeForAnyBatchAlone() {
        BatchCutter cutter = new BatchCutter(100, 50, 0);
        cutter.add(Deliveries.sized(0, 500));

        assertThat(Deliveries.offsets(
                        cutter.add(Deliveries.sized(1, 5)).orElseThrow().deliveries()))
                .containsExactly(0L);
    }

    @Property(tries = 300)
    void keepsEveryEventOnceInOrderWithinTheLimits(
            @ForAll @Size(max = 200) List<@IntRange(min = 1, max = 90) Integer> sizes,
            @ForAll @IntRange(min = 1, max = 20) int maxEvents,
            @ForAll @IntRange(min = 100, max = 400) int maxBytes) {
        BatchCutter cutter = new BatchCutter(maxEvents, maxBytes, 8);
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            cutter.add(Deliveries.sized(i, sizes.get(i))).ifPresent(batches::add);
        }
        cutter.cut().ifPresent(batches::add);

        List<Long> seen = new ArrayList<>();
        for (Batch batch : batches) {
            int bytes = 8;
            for (Delivery delivery : batch.deliveries()) {
                bytes += delivery.mapped().json().length + 1;
            }
            assertThat(bytes).isLessThanOrEqualTo(maxBytes);
            assertThat(batch.deliveries().size()).isLessThanOrEqualTo(maxEvents);
            seen.addAll(Deliveries.offsets(batch.deliveries()));
        }
        assertThat(seen).hasSize(sizes.size()).isSorted().doesNotHaveDuplicates();
    }

    @Property(tries = 100)
    void halvesHoldEveryEventOnceInOrder(@ForAll @IntRange(min = 2, max = 100) int count) {
        List<Batch> halves = Deliveries.batch(count).halves();

        List<Long> seen = new ArrayList<>(Deliveries.offsets(halves.get(0).deliveries()));
        seen.addAll(Deliveries.offsets(halves.get(1).deliveries()));
        assertThat(seen).isEqualTo(Deliveries.offsets(Deliveries.batch(count).deliveries()));
    }
}
