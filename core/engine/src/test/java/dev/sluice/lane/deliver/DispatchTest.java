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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What each answer means for the batch it answers. */
class DispatchTest extends DispatchFixture {

    @Test
    void aDeliveredBatchIsSettledWhole() {
        dispatch.add(batch(3));

        assertThat(offsets(answer(DELIVERED).delivered())).containsExactly(0L, 1L, 2L);
        assertThat(dispatch.next()).isEmpty();
        assertThat(dispatch.nextDue()).isZero();
    }

    @Test
    void sendsNoMoreAtOnceThanAllowed() {
        for (int i = 0; i < 5; i++) {
            dispatch.add(batch(1));
        }
        for (int i = 0; i < 4; i++) {
            send();
        }
        assertThat(dispatch.next()).isEmpty();
    }

    @Test
    void namedEventsDieAndTheRestGoesAgainAtOnce() {
        dispatch.add(batch(3));
        Fate rejected = new Fate.Rejected("invalid-field", "time: not a number");

        Verdicts verdicts = answer(new Answer.Sorted(List.of(new Fate.Again(), rejected, new Fate.Again())));

        assertThat(offsets(verdicts.died())).containsExactly(1L);
        DeadLetter letter = verdicts.deadLetters().get(0);
        assertThat(letter.reason()).isEqualTo("invalid-field");
        assertThat(letter.detail()).isEqualTo("time: not a number");
        assertThat(letter.tries()).isEqualTo(1);
        assertThat(letter.firstTryAtMillis()).isEqualTo(10_000);
        assertThat(letter.original()).isNotEmpty();
        assertThat(letter.mapped()).isPresent();
        assertThat(offsets(send().deliveries())).containsExactly(0L, 2L);
    }

    @Test
    void throttledEventsWaitAloneWhileOthersGoOn() {
        dispatch.add(batch(3));
        answer(new Answer.Sorted(
                List.of(new Fate.Again(), new Fate.Throttled("user-1", Duration.ofSeconds(30)), new Fate.Again())));

        assertThat(offsets(answer(DELIVERED).delivered())).containsExactly(0L, 2L);
        assertThat(dispatch.next()).isEmpty();
        waitMillis(29_999);
        assertThat(dispatch.next()).isEmpty();
        waitMillis(1);
        assertThat(offsets(answer(DELIVERED).delivered())).containsExactly(1L);
    }

    @Test
    void laterEventsOfAThrottledPersonWaitToo() {
        dispatch.add(batch(1));
        answer(new Answer.Sorted(List.of(new Fate.Throttled("user-0", Duration.ofSeconds(30)))));

        dispatch.add(Batch.fresh(List.of(event(7, "user-0", 0), event(8, "another", 0))));

        assertThat(offsets(answer(DELIVERED).delivered())).containsExactly(8L);
        waitMillis(30_000);
        Set<Long> later = new HashSet<>(offsets(send().deliveries()));
        later.addAll(offsets(send().deliveries()));
        assertThat(later).containsExactlyInAnyOrder(0L, 7L);
    }

    @Test
    void aBatchThatIsTooLargeIsHalvedAndLosesNoHalf() {
        dispatch.add(batch(4));
        answer(new Answer.TooLarge("413"));

        List<Long> delivered = new ArrayList<>(offsets(answer(DELIVERED).delivered()));
        delivered.addAll(offsets(answer(DELIVERED).delivered()));
        assertThat(delivered).containsExactlyInAnyOrder(0L, 1L, 2L, 3L);
    }

    @Test
    void aSingleEventThatIsTooLargeDies() {
        dispatch.add(batch(1));

        Verdicts verdicts = answer(new Answer.TooLarge("413"));

        assertThat(verdicts.deadLetters()).extracting(DeadLetter::reason).containsExactly("too-large");
    }

    @Test
    void aRefusalThatNamesNobodyIsNarrowedDownToTheOffender() {
        dispatch.add(batch(8));
        List<Long> delivered = new ArrayList<>();
        List<DeadLetter> dead = new ArrayList<>();
        for (Optional<Batch> next = dispatch.next();
                next.isPresent() || dispatch.wantsProbe();
                next = dispatch.next()) {
            if (next.isEmpty()) {
                dispatch.probing();
                dispatch.probed(DELIVERED);
                continue;
            }
            boolean offends = offsets(next.get().deliveries()).contains(5L);
            Verdicts verdicts = dispatch.answered(next.get(), offends ? REFUSED : DELIVERED);
            delivered.addAll(offsets(verdicts.delivered()));
            dead.addAll(verdicts.deadLetters());
        }

        assertThat(new TreeSet<>(delivered)).containsExactly(0L, 1L, 2L, 3L, 4L, 6L, 7L);
        assertThat(dead).extracting(DeadLetter::offset).containsExactly(5L);
        assertThat(dead).extracting(DeadLetter::reason).containsExactly("refused");
    }

    @Test
    void aRefusedEventThatIsAloneDiesOnceAProbeShowsThatTheKeyIsGood() {
        dispatch.add(batch(1));
        assertThat(answer(REFUSED).deadLetters()).isEmpty();
        assertThat(dispatch.wantsProbe()).isTrue();

        dispatch.probing();
        dispatch.probed(DELIVERED);

        assertThat(answer(REFUSED).deadLetters()).extracting(DeadLetter::reason).containsExactly("refused");
    }

    @Test
    void nothingDiesWhileEveryRequestIsRefused() {
        dispatch.add(batch(1));
        answer(REFUSED);
        dispatch.probing();
        dispatch.probed(REFUSED);

        assertThat(dispatch.state().condition()).isEqualTo(Condition.MISCONFIGURED);
        for (int i = 0; i < 20; i++) {
            waitUntilDue();
            assertThat(answer(REFUSED).deadLetters()).isEmpty();
            dispatch.probing();
            dispatch.probed(REFUSED);
        }
        waitUntilDue();
        assertThat(offsets(answer(DELIVERED).delivered())).containsExactly(0L);
        assertThat(dispatch.state().condition()).isEqualTo(Condition.RUNNING);
    }

    @Test
    void aDestinationThatNamesOneEventEachTimeGetsHalvesInTheEnd() {
        dispatch.add(batch(32));
        int largest = 32;
        for (int round = 0; round < 12; round++) {
            Batch batch = send();
            largest = batch.deliveries().size();
            List<Fate> fates = new ArrayList<>();
            for (int i = 0; i < largest; i++) {
                fates.add(i == 0 ? new Fate.Rejected("invalid-field", "") : new Fate.Again());
            }
            dispatch.answered(batch, new Answer.Sorted(fates));
        }
        assertThat(largest).isLessThan(32 - 12);
    }
}
