package dev.sluice.lane.deliver;

import static dev.sluice.lane.Deliveries.batch;
import static dev.sluice.lane.Deliveries.event;
import static dev.sluice.lane.Deliveries.offsets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.journal.DeadLetter;
import dev.sluice.lane.Batch;
import dev.sluice.lane.Delivery;
import dev.sluice.lane.LaneStatus.Condition;
import dev.sluice.spi.Answer;
import dev.sluice.spi.Fate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DispatchTest {

    private static final Answer DELIVERED = new Answer.Delivered(Optional.empty());
    private static final Answer DOWN = new Answer.Unavailable("503", Optional.empty());
    private static final Answer REFUSED = new Answer.Refused("Bad Request");
    private static final Answer WRONG_KEY = new Answer.Misconfigured("Invalid API key", "check the region");

    private final AtomicLong ticks = new AtomicLong(1_000_000);
    private final Clock clock = Clock.fixed(Instant.ofEpochMilli(10_000), ZoneOffset.UTC);
    private final Dispatch dispatch = dispatch(new Random(1));

    private Dispatch dispatch(Random random) {
        RetryBackoff backoff = new RetryBackoff(Duration.ofSeconds(1), Duration.ofMinutes(5), random);
        Gate gate = new Gate(backoff, new RetryBackoff(Duration.ofSeconds(1), Duration.ofMinutes(1), random));
        return new Dispatch("amplitude", 4, Duration.ofSeconds(5), backoff, gate, clock, ticks::get);
    }

    private Batch send() {
        return dispatch.next().orElseThrow();
    }

    private Verdicts answer(Answer answer) {
        return dispatch.answered(send(), answer);
    }

    private void waitMillis(long millis) {
        ticks.addAndGet(millis);
    }

    private void waitUntilDue() {
        ticks.set(Math.max(ticks.get(), dispatch.nextDue()));
    }

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
        dispatch.add(batch(1));
        answer(new Answer.SlowDown("429", asked));
        waitMillis(millis - 1);
        assertThat(dispatch.next()).isEmpty();
        waitMillis(1);
        answer(new Answer.Sorted(List.of(new Fate.Throttled("user-0", asked))));
        waitMillis(millis - 1);
        assertThat(dispatch.next()).isEmpty();
        waitMillis(1);
        assertThat(dispatch.next()).isPresent();
    }

    @Test
    void afterAnOutageWhatWaitedGoesOutAtOnce() {
        for (int i = 0; i < 6; i++) {
            dispatch.add(Batch.fresh(List.of(event(i, "u" + i, 9_999))));
            waitUntilDue();
            dispatch.next().ifPresent(batch -> dispatch.answered(batch, DOWN));
        }
        assertThat(dispatch.state().condition()).isEqualTo(Condition.RETRYING);
        waitUntilDue();
        List<Long> delivered = new ArrayList<>(offsets(answer(DELIVERED).delivered()));
        while (delivered.size() < 6) {
            delivered.addAll(offsets(answer(DELIVERED).delivered()));
        }
        assertThat(delivered).doesNotHaveDuplicates();
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
            if (next.isPresent()) {
                Verdicts verdicts = any.answered(next.get(), faulty ? answer(random, next.get()) : DELIVERED);
                settled.addAll(offsets(verdicts.delivered()));
                settled.addAll(offsets(verdicts.died()));
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
