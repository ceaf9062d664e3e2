package dev.sluice.lane.deliver;

import static dev.sluice.lane.Deliveries.batch;
import static dev.sluice.lane.Deliveries.event;
import static dev.sluice.lane.Deliveries.offsets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.journal.DeadLetter;
import dev.sluice.lane.Batch;
import dev.sluice.lane.LaneStatus.Condition;
import dev.sluice.spi.Answer;
import dev.sluice.spi.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a lane that was told to wait, or has to, sends again. */
class DispatchPausesTest extends DispatchFixture {

    @Test
    void aMisconfiguredLanePausesProbesWithOneRequestAndGoesOn() {
        dispatch.add(batch(1));
        dispatch.add(Batch.fresh(List.of(event(9))));
        Verdicts verdicts = answer(WRONG_KEY);

        assertThat(verdicts.deadLetters()).isEmpty();
        assertThat(dispatch.state().condition()).isEqualTo(Condition.MISCONFIGURED);
        assertThat(dispatch.state().remedy()).isEqualTo("check the region");
        assertThat(dispatch.next()).isEmpty();

        waitUntilDue();
        Batch probe = send();
        assertThat(offsets(probe.deliveries())).containsExactly(0L);
        assertThat(dispatch.next()).as("a single request probes").isEmpty();

        dispatch.answered(probe, DELIVERED);
        assertThat(dispatch.state().condition()).isEqualTo(Condition.RUNNING);
        assertThat(offsets(answer(DELIVERED).delivered())).containsExactly(9L);
    }

    @Test
    void nothingExpiresWhileTheLaneIsMisconfigured() {
        dispatch.add(Batch.fresh(List.of(event(0, "u", -1_000_000))));

        assertThat(answer(WRONG_KEY).deadLetters()).isEmpty();
    }

    @Test
    void anOutageIsRetriedAndExpiresOnlyByAge() {
        dispatch.add(Batch.fresh(List.of(event(0, "young", 9_000), event(1, "old", 4_999))));

        Verdicts verdicts = answer(DOWN);

        assertThat(verdicts.deadLetters()).extracting(DeadLetter::reason).containsExactly("expired");
        assertThat(offsets(verdicts.died())).containsExactly(1L);
        waitUntilDue();
        assertThat(offsets(answer(DELIVERED).delivered())).containsExactly(0L);
    }

    @Test
    void honoursRetryAfter() {
        dispatch.add(batch(1));
        dispatch.add(Batch.fresh(List.of(event(5))));
        answer(new Answer.Unavailable("503", Optional.of(Duration.ofSeconds(90))));

        waitMillis(89_999);
        assertThat(dispatch.next()).isEmpty();
        waitMillis(1);
        assertThat(dispatch.next()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 1000", "PT-5S, 1000", "PT2H, 3600000", "PT9999999999S, 3600000"})
    void aPauseThatIsAskedForIsKeptWithinBounds(Duration asked, long millis) {
        dispatch.add(Batch.fresh(List.of(event(0, "user-0", 9_999))));
        answer(new Answer.SlowDown("429", asked));
        waitMillis(millis - 1);
        assertThat(dispatch.next()).isEmpty();
        waitMillis(1);
        Verdicts verdicts = answer(new Answer.Sorted(List.of(new Fate.Throttled("user-0", asked))));

        assertThat(verdicts.parked().get(0).dueAtMillis()).isEqualTo(clock.millis() + millis);
    }

    /** Hours in which the destination takes nothing; each batch is a probe now and then. */
    private void anOutageOfHours(int batches) {
        for (int i = 0; i < batches; i++) {
            dispatch.add(Batch.fresh(List.of(event(i, "u" + i, 9_999))));
        }
        long start = ticks.get();
        while (ticks.get() < start + Duration.ofHours(6).toMillis()) {
            dispatch.next().ifPresent(batch -> dispatch.answered(batch, DOWN));
            waitUntilDue();
        }
        assertThat(dispatch.state().condition()).isEqualTo(Condition.RETRYING);
    }

    @Test
    void afterAnOutageOfHoursAllGoesOutAtOnceOldestFirst() {
        anOutageOfHours(20);
        long mended = ticks.get();
        List<Long> delivered = new ArrayList<>();
        while (delivered.size() < 20) {
            delivered.addAll(offsets(answer(DELIVERED).delivered()));
        }
        assertThat(delivered).doesNotHaveDuplicates();
        assertThat(delivered.subList(1, 20)).as("but for the probe").isSorted();
        assertThat(ticks.get()).as("without another pause").isEqualTo(mended);
        assertThat(dispatch.state().condition()).isEqualTo(Condition.RUNNING);
    }

    @Test
    void aBatchAtWhichTheDestinationChokesDoesNotKeepTheLaneClosed() {
        anOutageOfHours(3);
        List<Long> delivered = new ArrayList<>();
        while (delivered.size() < 2) {
            waitUntilDue();
            Batch next = send();
            boolean chokes = offsets(next.deliveries()).contains(0L);
            delivered.addAll(
                    offsets(dispatch.answered(next, chokes ? DOWN : DELIVERED).delivered()));
        }
        assertThat(delivered).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void afterAnOutageRequestsComeOneByOneMoreAtOnce() {
        anOutageOfHours(20);
        List<Integer> atOnce = new ArrayList<>();
        List<Batch> underWay = new ArrayList<>();
        while (atOnce.size() < 6) {
            dispatch.next().ifPresentOrElse(underWay::add, () -> {
                atOnce.add(underWay.size());
                dispatch.answered(underWay.remove(0), DELIVERED);
            });
        }
        assertThat(atOnce).containsExactly(1, 2, 3, 4, 4, 4);
    }

    @Test
    void aFailureAfterAnOutageIsTheFirstOne() {
        anOutageOfHours(2);
        answer(DELIVERED);
        answer(DOWN);

        assertThat(dispatch.nextDue() - ticks.get()).as("not minutes").isLessThanOrEqualTo(1_000);
    }

    @Test
    void anAnswerToAnEarlierRequestEndsNoPause() {
        for (int i = 0; i < 3; i++) {
            dispatch.add(Batch.fresh(List.of(event(i, "u" + i, 9_999))));
        }
        Batch earlier = send();
        answer(new Answer.SlowDown("429", Duration.ofSeconds(15)));
        dispatch.answered(earlier, DELIVERED);

        waitMillis(14_999);
        assertThat(dispatch.next()).isEmpty();
        assertThat(dispatch.state().condition()).isEqualTo(Condition.SLOWED);
        waitMillis(1);
        assertThat(offsets(answer(DELIVERED).delivered())).containsExactly(1L);
    }

    @Test
    void whatIsSplitKeepsItsPlaceBeforeWhatCameLater() {
        dispatch.add(batch(4));
        dispatch.add(Batch.fresh(List.of(event(4))));
        answer(new Answer.TooLarge("413"));

        List<Long> delivered = new ArrayList<>();
        while (delivered.size() < 5) {
            delivered.addAll(offsets(answer(DELIVERED).delivered()));
        }
        assertThat(delivered).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void aProjectWideLimitSlowsTheWholeLane() {
        dispatch.add(batch(1));
        dispatch.add(Batch.fresh(List.of(event(5))));
        answer(new Answer.SlowDown("429", Duration.ofSeconds(15)));

        assertThat(dispatch.state().condition()).isEqualTo(Condition.SLOWED);
        waitMillis(14_999);
        assertThat(dispatch.next()).isEmpty();
        waitMillis(1);
        assertThat(offsets(answer(DELIVERED).delivered())).containsExactly(0L);
        assertThat(offsets(answer(DELIVERED).delivered())).containsExactly(5L);
    }
}
