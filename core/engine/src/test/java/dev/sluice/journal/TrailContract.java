package dev.sluice.journal;

import static dev.sluice.journal.JournalContract.read;
import static dev.sluice.journal.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.journal.trail.EventMark;
import dev.sluice.journal.trail.EventTrail;
import dev.sluice.journal.trail.EventTrail.Place;
import dev.sluice.journal.trail.EventTrail.Receipt;
import dev.sluice.journal.trail.EventTrail.Step;
import dev.sluice.journal.trail.LaneStep;
import dev.sluice.journal.trail.Origin;
import dev.sluice.journal.trail.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What can be told of an event, whichever store is behind it. */
public interface TrailContract {

    Journal open(String... destinations);

    long now();

    private static AppendBatch signed(long atMillis, String... bodies) {
        List<byte[]> events = List.of(bodies).stream()
                .map(body -> body.getBytes(StandardCharsets.UTF_8))
                .toList();
        return new AppendBatch(atMillis, events, List.of()).by(Origin.SIGNED);
    }

    private static String event(String id) {
        return "{\"event_id\":\"" + id + "\",\"metric\":\"sent\"}";
    }

    private static LaneStep step(Outcome outcome, String detail, long atMillis, String... ids) {
        return new LaneStep(
                outcome,
                detail,
                1,
                atMillis,
                List.of(ids).stream()
                        .map(id -> EventMark.of(id, 1_000, Origin.SIGNED))
                        .toList());
    }

    private static Settlement settling(long nextOffset, LaneStep... steps) {
        return new Settlement(Map.of(0, nextOffset), List.of(), List.of(), List.of(), List.of(steps));
    }

    @Test
    default void whatWaitsIsFoundWithWhenAndHowItCameAndWhatIsBeforeIt() {
        Journal journal = open("a", "b");
        await(journal.append(signed(900, event("first"), event("second"))));
        await(journal.append(signed(1_000, event("wanted"))));
        await(journal.settle("b", settling(1)));

        EventTrail trail = await(journal.trail("wanted"));

        assertThat(trail.receipts()).containsExactly(new Receipt(1_000, Origin.SIGNED));
        assertThat(trail.places())
                .containsExactlyInAnyOrder(
                        new Place("a", Place.Kind.PENDING, 2, 0, 1_000),
                        new Place("b", Place.Kind.PENDING, 1, 0, 1_000));
        assertThat(trail.steps()).isEmpty();
    }

    @Test
    default void whatBecameOfAnEventIsKnownWhenItIsGoneFromTheLog() {
        Journal journal = open("a");
        await(journal.append(signed(1_000, event("one"), event("two"))));
        await(journal.settle("a", settling(0, step(Outcome.RETRIED, "503 later", 2_000, "one", "two"))));
        await(journal.settle("a", settling(2, step(Outcome.DELIVERED, "answered 200", 3_000, "one", "two"))));
        await(journal.close());

        EventTrail trail = await(open("a").trail("two"));

        assertThat(trail.receipts()).containsExactly(new Receipt(1_000, Origin.SIGNED));
        assertThat(trail.steps())
                .containsExactly(
                        new Step("a", Outcome.RETRIED, "503 later", 1, 2_000, 1_000),
                        new Step("a", Outcome.DELIVERED, "answered 200", 1, 3_000, 1_000));
        assertThat(trail.places()).isEmpty();
    }

    @Test
    default void anEventThatIsDoneWithBeforeThoseAheadOfItDoesNotWait() {
        Journal journal = open("a");
        await(journal.append(signed(1_000, event("slow"), event("fast"))));
        await(journal.settle("a", settling(0, step(Outcome.DELIVERED, "answered 200", 2_000, "fast"))));

        assertThat(await(journal.trail("fast")).places()).isEmpty();
        assertThat(await(journal.trail("slow")).places()).hasSize(1);
    }

    @Test
    default void whatIsSetAsideTellsUntilWhen() {
        Journal journal = open("a");
        await(journal.append(signed(1_000, event("noisy"))));
        StoredEvent noisy = read(await(journal.openReader("a")), 1).get(0);
        long due = now() + 30_000;
        ParkedEvent parked = new ParkedEvent(noisy, "user", now(), due, noisy.attempts());
        await(journal.settle(
                "a",
                new Settlement(
                        Map.of(0, 1L),
                        List.of(),
                        List.of(parked),
                        List.of(),
                        List.of(step(Outcome.PARKED, "", 2_000, "noisy")))));

        EventTrail trail = await(journal.trail("noisy"));

        assertThat(trail.receipts()).containsExactly(new Receipt(1_000, Origin.SIGNED));
        assertThat(trail.places()).containsExactly(new Place("a", Place.Kind.PARKED, 0, due, 1_000));
    }

    @Test
    default void anEventThatWasSentTwiceIsOneStory() {
        Journal journal = open("a");
        await(journal.append(signed(1_000, event("again"))));
        await(journal.append(signed(5_000, event("again"))));

        EventTrail trail = await(journal.trail("again"));

        assertThat(trail.receipts()).extracting(Receipt::receivedAtMillis).containsExactly(1_000L, 5_000L);
        assertThat(trail.places()).hasSize(2);
    }

    @Test
    default void anIdIsFoundHoweverItIsWritten() {
        Journal journal = open("a");
        await(journal.append(signed(
                1_000,
                "{\"event_id\":\"caf\\u00e9\",\"metric\":\"sent\"}",
                "{\"event_id\":42,\"metric\":\"sent\"}",
                "{\"event_id\":\"other\",\"metric\":\"sent\",\"data\":{\"delivery_id\":\"wanted\"}}")));

        assertThat(await(journal.trail("café")).receipts()).hasSize(1);
        assertThat(await(journal.trail("42")).receipts()).hasSize(1);
        assertThat(await(journal.trail("wanted")).isEmpty()).isTrue();
        assertThat(await(journal.trail("")).isEmpty()).isTrue();
    }

    @Test
    default void whatAPersonDidWithALetterIsAStep() {
        Journal journal = open("a");
        await(journal.settle(
                "a", Settlement.of(Map.of(), List.of(JournalContract.letter("a", 3), JournalContract.letter("a", 4)))));
        await(journal.deadLetters()
                .replay(LetterQuery.ALL.ofEvent("e3"), letter -> new AppendBatch(1, List.of(), List.of())));
        await(journal.deadLetters().discard(LetterQuery.ALL.ofEvent("e4")));

        assertThat(await(journal.trail("e3")).steps()).extracting(Step::outcome).containsExactly(Outcome.REPLAYED);
        assertThat(await(journal.trail("e4")).steps()).extracting(Step::outcome).containsExactly(Outcome.DISCARDED);
    }
}
