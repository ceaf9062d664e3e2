package dev.sluice.lane.deliver;

import static dev.sluice.lane.Deliveries.batch;
import static dev.sluice.lane.Deliveries.event;
import static dev.sluice.lane.Deliveries.offsets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.journal.Attempts;
import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.ParkedEvent;
import dev.sluice.journal.StoredEvent;
import dev.sluice.lane.Batch;
import dev.sluice.lane.Delivery;
import dev.sluice.lane.LaneStatus.Condition;
import dev.sluice.spi.Answer;
import dev.sluice.spi.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What each answer means for the batch it answers. */
class DispatchTest extends DispatchFixture {

    /** Received not long enough ago to be given up. */
    private static final long YOUNG = 9_000;

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
    void throttledEventsAreSetAsideWhileOthersGoOn() {
        dispatch.add(
                Batch.fresh(List.of(event(0, "user-0", YOUNG), event(1, "user-1", YOUNG), event(2, "user-2", YOUNG))));
        Verdicts verdicts = answer(new Answer.Sorted(
                List.of(new Fate.Again(), new Fate.Throttled("user-1", Duration.ofSeconds(30)), new Fate.Again())));

        ParkedEvent parked = verdicts.parked().get(0);
        assertThat(parked.event().offset()).isEqualTo(1);
        assertThat(parked.key()).isEqualTo("user-1");
        assertThat(parked.dueAtMillis()).isEqualTo(clock.millis() + 30_000);
        assertThat(parked.attempts()).isEqualTo(new Attempts(1, clock.millis(), YOUNG));
        assertThat(offsets(answer(DELIVERED).delivered())).containsExactly(0L, 2L);
        assertThat(dispatch.nextDue()).as("nothing waits in memory").isZero();
    }

    @Test
    void laterEventsOfAThrottledPersonAreSetAsideUnsent() {
        dispatch.add(Batch.fresh(List.of(event(0, "user-0", YOUNG))));
        answer(new Answer.Sorted(List.of(new Fate.Throttled("user-0", Duration.ofSeconds(30)))));
        waitMillis(10_000);

        dispatch.add(Batch.fresh(List.of(event(7, "user-0", YOUNG), event(8, "another", YOUNG))));

        assertThat(offsets(answer(DELIVERED).delivered())).containsExactly(8L);
        ParkedEvent parked = dispatch.heldBack().parked().get(0);
        assertThat(parked.event().offset()).isEqualTo(7);
        assertThat(parked.dueAtMillis()).isEqualTo(clock.millis() + 20_000);
        assertThat(parked.attempts().tries()).isZero();
        assertThat(dispatch.heldBack().isEmpty()).as("told once").isTrue();
    }

    @Test
    void whenItsPauseIsOverAPersonsEventsGoOut() {
        dispatch.add(Batch.fresh(List.of(event(0, "user-0", YOUNG))));
        answer(new Answer.Sorted(List.of(new Fate.Throttled("user-0", Duration.ofSeconds(30)))));
        waitMillis(30_000);

        dispatch.add(Batch.fresh(List.of(event(0, "user-0", YOUNG))));

        assertThat(offsets(answer(DELIVERED).delivered())).containsExactly(0L);
    }

    @Test
    void whoIsThrottledForLongerThanItsEventsMayWaitIsGivenUp() {
        dispatch.add(Batch.fresh(List.of(event(0, "user-0", 4_999))));
        Verdicts verdicts = answer(new Answer.Sorted(List.of(new Fate.Throttled("user-0", Duration.ofSeconds(30)))));

        assertThat(verdicts.parked()).isEmpty();
        assertThat(verdicts.deadLetters().get(0).reason()).isEqualTo("expired");
    }

    @Test
    void earlierTriesCountInTheLetter() {
        StoredEvent parked = new StoredEvent(StoredEvent.PARKED, 3, 0, new byte[] {1}, new Attempts(4, 77, 9_000));
        Delivery delivery = new Delivery(parked, "email.sent", event(3).mapped());
        dispatch.add(Batch.fresh(List.of(delivery)));

        DeadLetter letter = answer(new Answer.Sorted(List.of(new Fate.Rejected("invalid-field", "time"))))
                .deadLetters()
                .get(0);

        assertThat(letter.tries()).isEqualTo(5);
        assertThat(letter.firstTryAtMillis()).isEqualTo(77);
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
