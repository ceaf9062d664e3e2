package dev.sluice.journal;

import static dev.sluice.journal.JournalContract.batch;
import static dev.sluice.journal.JournalContract.letter;
import static dev.sluice.journal.JournalContract.read;
import static dev.sluice.journal.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What can be done with dead letters, whichever store is behind it. */
public interface DeadLettersContract {

    Function<DeadLetter, AppendBatch> STILL_BROKEN = letter ->
            new AppendBatch(1, List.of(), List.of(DeadLetter.quarantined(letter.original(), "", "x", "y", 1)));

    Journal open(String... destinations);

    private static Journal with(Journal journal, DeadLetter... letters) {
        await(journal.settle("a", Settlement.of(Map.of(), List.of(letters))));
        return journal;
    }

    private static DeadLetter quarantined(String body) {
        return DeadLetter.quarantined(body.getBytes(StandardCharsets.UTF_8), "", "broken-json", "cut short", 1_000);
    }

    private static List<String> ids(List<StoredLetter> letters) {
        return letters.stream().map(stored -> stored.letter().eventId()).toList();
    }

    @Test
    default void lettersAreListedNewestFirstAndInPages() {
        Journal journal = with(open("a"), letter("a", 1), letter("a", 2), letter("a", 3));

        List<StoredLetter> newest = await(journal.deadLetters().list(LetterQuery.ALL, Long.MAX_VALUE, 2));
        List<StoredLetter> rest =
                await(journal.deadLetters().list(LetterQuery.ALL, newest.get(1).id(), 2));

        assertThat(ids(newest)).containsExactly("e3", "e2");
        assertThat(ids(rest)).containsExactly("e1");
    }

    @Test
    default void aLetterKeepsEverything() {
        DeadLetter whole = new DeadLetter(
                "a",
                0,
                7,
                "e7",
                "push.clicked",
                "invalid-field",
                "time is invalid",
                new byte[] {1, 2},
                Optional.of(new byte[] {3}),
                4,
                1_000,
                2_000,
                3_000);
        Journal journal = with(open("a"), whole);
        long id = await(journal.deadLetters().list(LetterQuery.ALL, Long.MAX_VALUE, 1))
                .get(0)
                .id();

        DeadLetter found = await(journal.deadLetters().find(id)).orElseThrow().letter();

        assertThat(found).usingRecursiveComparison().isEqualTo(whole);
        assertThat(await(journal.deadLetters().find(id + 1))).isEmpty();
    }

    @Test
    default void lettersAreChosenByWhatTheyAre() {
        Journal journal = with(open("a"), letter("a", 1), letter("b", 2));
        DeadLetters letters = journal.deadLetters();

        assertThat(await(letters.count(LetterQuery.ALL.because("refused")))).isEqualTo(2);
        assertThat(await(letters.count(LetterQuery.ALL.because("other")))).isZero();
        assertThat(await(letters.count(LetterQuery.ALL.named("email.*")))).isEqualTo(2);
        assertThat(await(letters.count(LetterQuery.ALL.named("email.sent")))).isEqualTo(2);
        assertThat(await(letters.count(LetterQuery.ALL.named("e*")))).isZero();
        LetterQuery late = LetterQuery.ALL.from("b").ofEvent("e2").since(1_002).before(1_003);
        assertThat(ids(await(letters.list(late, Long.MAX_VALUE, 10)))).containsExactly("e2");
        assertThat(await(letters.count(LetterQuery.ALL.triedBefore(1_001)))).isZero();
        assertThat(await(letters.count(LetterQuery.ALL.triedBefore(1_002)))).isEqualTo(2);
    }

    @Test
    default void aReplayedLetterGoesThroughItsLaneAlone() {
        Journal journal = with(open("a", "b"), letter("a", 1));
        JournalReader reader = await(journal.openReader("a"));

        Replayed replayed = await(journal.deadLetters().replay(LetterQuery.ALL, STILL_BROKEN));

        assertThat(replayed).isEqualTo(new Replayed(1, 0));
        StoredEvent event = read(reader, 1).get(0);
        assertThat(event.body()).containsExactly(1);
        assertThat(event.receivedAtMillis()).isEqualTo(1_000);
        assertThat(event.attempts().tries()).isZero();
        assertThat(event.attempts().sinceMillis())
                .as("its age counts from the replay")
                .isGreaterThan(1_000);
        assertThat(journal.status().deadLetters()).containsEntry("a", 0L);
        assertThat(journal.status().pending("b")).isZero();
    }

    @Test
    default void aLetterThatDiesAgainIsANewLetter() {
        Journal journal = with(open("a"), letter("a", 1));
        JournalReader reader = await(journal.openReader("a"));
        await(journal.deadLetters().replay(LetterQuery.ALL, STILL_BROKEN));
        StoredEvent again = read(reader, 1).get(0);
        DeadLetter second = letter("a", again.offset());
        DeadLetter died = new DeadLetter(
                "a",
                again.partition(),
                again.offset(),
                second.eventId(),
                second.eventName(),
                second.reason(),
                second.detail(),
                second.original(),
                Optional.empty(),
                1,
                1,
                1,
                1);

        await(journal.settle(
                "a", new Settlement(Map.of(), List.of(died), List.of(), List.of(again.offset()), List.of())));

        assertThat(journal.status().deadLetters()).containsEntry("a", 1L);
        assertThat(journal.status().pending("a")).isZero();
    }

    @Test
    default void aQuarantinedWebhookThatCanBeReadTodayGoesToAllLanes() {
        Journal journal = open("a", "b");
        await(journal.append(new AppendBatch(1, List.of(), List.of(quarantined("mended")))));

        Replayed replayed = await(journal.deadLetters()
                .replay(LetterQuery.ALL, letter -> new AppendBatch(1, List.of(letter.original()), List.of())));

        assertThat(replayed).isEqualTo(new Replayed(1, 0));
        assertThat(read(await(journal.openReader("a")), 1))
                .extracting(JournalContract::body)
                .containsExactly("mended");
        assertThat(read(await(journal.openReader("b")), 1))
                .extracting(JournalContract::body)
                .containsExactly("mended");
    }

    @Test
    default void aReplayTakesThoseThatWereThereWhenItBegan() {
        Journal journal = open("a");
        AppendBatch unreadable = new AppendBatch(1, List.of(), List.of(quarantined("again")));
        await(journal.append(unreadable));
        AtomicInteger filed = new AtomicInteger();

        Replayed replayed = await(journal.deadLetters().replay(LetterQuery.ALL, letter -> {
            journal.append(unreadable).onSuccess(stored -> filed.incrementAndGet());
            return new AppendBatch(1, List.of(letter.original()), List.of());
        }));

        assertThat(replayed).isEqualTo(new Replayed(1, 0));
        Awaitility.await().until(() -> filed.get() == 1);
        assertThat(await(journal.deadLetters().count(LetterQuery.ALL))).isEqualTo(1);
    }

    @Test
    default void whatCannotBeReplayedStaysALetter() {
        Journal journal = open("a");
        await(journal.append(new AppendBatch(1, List.of(), List.of(quarantined("{")))));
        with(journal, letter("gone", 1));

        Replayed replayed = await(journal.deadLetters().replay(LetterQuery.ALL, STILL_BROKEN));

        assertThat(replayed).isEqualTo(new Replayed(0, 2));
        assertThat(await(journal.deadLetters().count(LetterQuery.ALL))).isEqualTo(2);
    }

    @Test
    default void whatFailsInTheMiddleIsUndoneAndTheJournalGoesOn() {
        Journal journal = with(open("a"), letter("a", 1));
        await(journal.append(new AppendBatch(1, List.of(), List.of(quarantined("{")))));

        assertThatThrownBy(() -> await(journal.deadLetters().replay(LetterQuery.ALL, letter -> {
                    throw new IllegalStateException("no");
                })))
                .hasMessage("no");

        assertThat(await(journal.deadLetters().count(LetterQuery.ALL))).isEqualTo(2);
        assertThat(journal.status().deadLetters()).containsEntry("a", 1L);
        assertThat(journal.status().pending("a")).isZero();
        await(journal.append(batch("next")));
    }

    @Test
    default void manyLettersAreReplayedInSeveralCommitsAndEachOnce() {
        Journal journal = with(
                open("a"),
                LongStream.range(0, 950).mapToObj(offset -> letter("a", offset)).toArray(DeadLetter[]::new));

        assertThat(await(journal.deadLetters().replay(LetterQuery.ALL, STILL_BROKEN)))
                .isEqualTo(new Replayed(950, 0));

        assertThat(read(await(journal.openReader("a")), 950))
                .extracting(StoredEvent::offset)
                .doesNotHaveDuplicates();
        assertThat(journal.status().parked()).containsEntry("a", 950L);
    }

    @Test
    default void discardedLettersAreGone() {
        Journal journal = with(open("a"), letter("a", 1), letter("a", 2));
        long first = await(journal.deadLetters().list(LetterQuery.ALL, Long.MAX_VALUE, 10))
                .get(1)
                .id();

        assertThat(await(journal.deadLetters().discard(LetterQuery.ALL.withIds(List.of(first)))))
                .isEqualTo(1);

        assertThat(ids(await(journal.deadLetters().list(LetterQuery.ALL, Long.MAX_VALUE, 10))))
                .containsExactly("e2");
        assertThat(journal.status().deadLetters()).containsEntry("a", 1L);
    }

    @Test
    default void lettersExpireByAgeAndTheOldestBySize() {
        Journal journal = with(open("a"), letter("a", 1), letter("a", 2), letter("a", 3));
        DeadLetters letters = journal.deadLetters();

        assertThat(await(letters.expire(1_002, 3))).as("not older, not larger").isZero();
        assertThat(await(letters.expire(0, 2))).isEqualTo(1);
        assertThat(ids(await(letters.list(LetterQuery.ALL, Long.MAX_VALUE, 10))))
                .containsExactly("e3", "e2");
        assertThat(await(letters.expire(1_003, 100))).isEqualTo(2);
    }

    @Test
    default void replayedLettersSurviveARestart() {
        Journal journal = with(open("a"), letter("a", 1));
        await(journal.deadLetters().replay(LetterQuery.ALL, STILL_BROKEN));
        await(journal.append(batch("new")));
        await(journal.close());

        Journal again = open("a");

        assertThat(again.status().pending("a")).isEqualTo(2);
        assertThat(read(await(again.openReader("a")), 2))
                .extracting(StoredEvent::isParked)
                .contains(true, false);
    }
}
