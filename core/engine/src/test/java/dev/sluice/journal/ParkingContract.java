package dev.sluice.journal;

import static dev.sluice.journal.JournalContract.batch;
import static dev.sluice.journal.JournalContract.body;
import static dev.sluice.journal.JournalContract.read;
import static dev.sluice.journal.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How events are set aside on disk and come back, whichever store is behind it. */
public interface ParkingContract {

    Journal open(String... destinations);

    /** The time now, on a clock that {@link #passes} moves. */
    long now();

    /** Lets time pass for the store; what has come due by then is given out soon. */
    void passes(long millis);

    private static Settlement parking(long nextOffset, ParkedEvent... parked) {
        return new Settlement(Map.of(0, nextOffset), List.of(), List.of(parked), List.of(), List.of());
    }

    private static Settlement unparking(StoredEvent... events) {
        return new Settlement(
                Map.of(),
                List.of(),
                List.of(),
                List.of(events).stream().map(StoredEvent::offset).toList(),
                List.of());
    }

    private ParkedEvent until(StoredEvent event, String key, long millis) {
        return new ParkedEvent(event, key, now(), now() + millis, new Attempts(2, 5, event.receivedAtMillis()));
    }

    @Test
    default void whatIsSetAsideComesBackWhenItIsDueWithItsTries() {
        Journal journal = open("a");
        await(journal.append(batch("noisy")));
        JournalReader reader = await(journal.openReader("a"));
        StoredEvent noisy = read(reader, 1).get(0);
        await(journal.settle("a", parking(1, until(noisy, "user", 30_000))));
        assertThat(journal.status().parked()).containsEntry("a", 1L);
        assertThat(journal.status().pending("a")).isEqualTo(1);
        Future<Chunk> next = reader.next(10, 1_000);

        assertThat(next.isComplete()).isFalse();
        passes(30_000);

        StoredEvent back = await(next).events().get(0);
        assertThat(back.isParked()).isTrue();
        assertThat(body(back)).isEqualTo("noisy");
        assertThat(back.attempts()).isEqualTo(new Attempts(2, 5, 1_000));
    }

    @Test
    default void theLogGoesOnMeanwhile() {
        Journal journal = open("a");
        await(journal.append(batch("noisy")));
        JournalReader reader = await(journal.openReader("a"));
        await(journal.settle("a", parking(1, until(read(reader, 1).get(0), "user", 30_000))));
        await(journal.append(batch("other")));

        assertThat(read(reader, 1)).extracting(JournalContract::body).containsExactly("other");
    }

    @Test
    default void whatIsOutIsNotGivenOutAgainUntilItIsBack() {
        Journal journal = open("a");
        await(journal.append(batch("one", "two")));
        JournalReader reader = await(journal.openReader("a"));
        List<StoredEvent> events = read(reader, 2);
        await(journal.settle("a", parking(2, until(events.get(0), "user", 0), until(events.get(1), "user", 0))));

        List<StoredEvent> out = read(reader, 2);
        Future<Chunk> next = reader.next(10, 1_000);
        assertThat(out).extracting(JournalContract::body).containsExactly("one", "two");
        assertThat(next.isComplete()).isFalse();

        await(journal.settle("a", parking(0, until(out.get(0), "user", 60_000))));
        await(journal.settle("a", unparking(out.get(1))));
        passes(60_000);

        assertThat(await(next).events()).extracting(JournalContract::body).containsExactly("one");
        assertThat(journal.status().parked()).containsEntry("a", 1L);
    }

    @Test
    default void aKeyThatIsHeldUpLongerHoldsAllItsEvents() {
        Journal journal = open("a");
        await(journal.append(batch("one", "two", "other")));
        JournalReader reader = await(journal.openReader("a"));
        List<StoredEvent> events = read(reader, 3);
        await(journal.settle(
                "a",
                parking(
                        3,
                        until(events.get(0), "user", 1_000),
                        until(events.get(1), "user", 9_000),
                        until(events.get(2), "other", 1_000))));
        Future<Chunk> next = reader.next(10, 1_000);
        passes(1_000);

        assertThat(await(next).events()).extracting(JournalContract::body).containsExactly("other");
    }

    @Test
    default void nothingWaitsForAClockThatIsSetBackToGetThereAgain() {
        Journal journal = open("a");
        await(journal.append(batch("noisy")));
        JournalReader reader = await(journal.openReader("a"));
        await(journal.settle("a", parking(1, until(read(reader, 1).get(0), "user", 30_000))));
        Future<Chunk> next = reader.next(10, 1_000);
        assertThat(next.isComplete()).isFalse();

        passes(-240_000);

        assertThat(await(next).events()).extracting(JournalContract::body).containsExactly("noisy");
    }

    @Test
    default void whatIsSetAsideAgainAfterTheClockWasSetBackWaitsAsLongAsIsAskedThen() {
        Journal journal = open("a");
        await(journal.append(batch("noisy")));
        JournalReader reader = await(journal.openReader("a"));
        await(journal.settle("a", parking(1, until(read(reader, 1).get(0), "user", 30_000))));
        passes(-7_200_000);
        StoredEvent back = read(reader, 1).get(0);

        await(journal.settle("a", parking(0, until(back, "user", 60_000))));
        Future<Chunk> next = reader.next(10, 1_000);
        passes(59_000);
        await(journal.append(batch("other")));

        assertThat(await(next).events()).extracting(JournalContract::body).containsExactly("other");
        passes(1_000);
        assertThat(read(reader, 1)).extracting(JournalContract::body).containsExactly("noisy");
    }

    @Test
    default void whatIsSetAsideSurvivesARestart() {
        Journal journal = open("a");
        await(journal.append(batch("noisy")));
        await(journal.settle(
                "a", parking(1, until(read(await(journal.openReader("a")), 1).get(0), "user", 30_000))));
        await(journal.close());
        passes(30_000);

        Journal again = open("a");

        assertThat(read(await(again.openReader("a")), 1))
                .extracting(JournalContract::body)
                .containsExactly("noisy");
        assertThat(again.status().parked()).containsEntry("a", 1L);
    }

    @Test
    default void whatIsSettledIsGone() {
        Journal journal = open("a");
        await(journal.append(batch("noisy")));
        JournalReader reader = await(journal.openReader("a"));
        await(journal.settle("a", parking(1, until(read(reader, 1).get(0), "user", 0))));
        await(journal.settle("a", unparking(read(reader, 1).get(0))));

        assertThat(journal.status().parked()).containsEntry("a", 0L);
        assertThat(journal.status().pending("a")).isZero();
    }

    @Test
    default void oneLanesParkingIsNotAnothersBusiness() {
        Journal journal = open("a", "b");
        await(journal.append(batch("one")));
        JournalReader reader = await(journal.openReader("a"));
        await(journal.settle("a", parking(1, until(read(reader, 1).get(0), "user", 0))));

        assertThat(read(await(journal.openReader("b")), 1).get(0).isParked()).isFalse();
        assertThat(journal.status().parked().getOrDefault("b", 0L)).isZero();
    }

    @Test
    default void aStepThatIsRepeatedSetsAsideOnce() {
        Journal journal = open("a");
        await(journal.append(batch("one")));
        Settlement step =
                parking(1, until(read(await(journal.openReader("a")), 1).get(0), "user", 0));
        await(journal.settle("a", step));
        await(journal.settle("a", step));

        assertThat(journal.status().parked()).containsEntry("a", 1L);
    }

    @Test
    default void aPileOfOnePersonDoesNotHoldUpTheLog() {
        Journal journal = open("a");
        await(journal.append(batch("n1", "n2", "n3", "n4")));
        JournalReader reader = await(journal.openReader("a"));
        ParkedEvent[] pile =
                read(reader, 4).stream().map(event -> until(event, "user", 0)).toArray(ParkedEvent[]::new);
        await(journal.settle("a", parking(4, pile)));
        await(journal.append(batch("o1")));
        await(journal.append(batch("o2")));

        List<StoredEvent> first = await(reader.next(1, 1_000)).events();
        List<StoredEvent> second = await(reader.next(1, 1_000)).events();

        assertThat(first.get(0).isParked()).isNotEqualTo(second.get(0).isParked());
    }
}
