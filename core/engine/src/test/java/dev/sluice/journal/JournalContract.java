package dev.sluice.journal;

import static dev.sluice.journal.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What every journal keeps, whichever store is behind it. A store's test implements {@link #open} and inherits the rest. */
public interface JournalContract {

    /** Opens the store under test; called again after a close it opens the same store. The store closes it in the end. */
    Journal open(String... destinations);

    static AppendBatch batch(String... bodies) {
        List<byte[]> events = new ArrayList<>();
        for (String body : bodies) {
            events.add(body.getBytes(StandardCharsets.UTF_8));
        }
        return new AppendBatch(1_000, events, List.of());
    }

    static String body(StoredEvent event) {
        return new String(event.body(), StandardCharsets.UTF_8);
    }

    static DeadLetter letter(String source, long offset) {
        return new DeadLetter(
                source,
                0,
                offset,
                "e" + offset,
                "email.sent",
                "refused",
                "",
                new byte[] {1},
                java.util.Optional.empty(),
                1,
                1_000,
                1_001,
                1_002);
    }

    /** Reads so many events, in as many chunks as they come. */
    static List<StoredEvent> read(JournalReader reader, int count) {
        List<StoredEvent> events = new ArrayList<>();
        while (events.size() < count) {
            events.addAll(await(reader.next(count - events.size(), 1 << 20)).events());
        }
        return events;
    }

    static void settle(Journal journal, String destination, StoredEvent last) {
        await(journal.settle(destination, Settlement.of(Map.of(last.partition(), last.offset() + 1), List.of())));
    }

    @Test
    default void givesOutWhatWasAppendedByteForByteAndInOrder() {
        Journal journal = open("a");
        await(journal.append(batch("one", "twö")));
        await(journal.append(batch("three")));

        List<StoredEvent> events = read(await(journal.openReader("a")), 3);

        assertThat(events).extracting(JournalContract::body).containsExactly("one", "twö", "three");
        assertThat(events).extracting(StoredEvent::receivedAtMillis).containsOnly(1_000L);
    }

    @Test
    default void aReaderThatWaitsGetsTheNextEventAsSoonAsItIsThere() {
        Journal journal = open("a");
        Future<Chunk> next = await(journal.openReader("a")).next(10, 1_000);
        assertThat(next.isComplete()).isFalse();

        await(journal.append(batch("one")));

        assertThat(await(next).events()).extracting(JournalContract::body).containsExactly("one");
    }

    @Test
    default void aReaderKeepsToItsBounds() {
        Journal journal = open("a");
        await(journal.append(batch("aaaa", "bbbb", "cccc", "dddddddddddddddd", "e")));
        JournalReader reader = await(journal.openReader("a"));

        assertThat(await(reader.next(2, 1_000)).events())
                .extracting(JournalContract::body)
                .containsExactly("aaaa", "bbbb");
        assertThat(await(reader.next(9, 10)).events())
                .extracting(JournalContract::body)
                .containsExactly("cccc");
        assertThat(await(reader.next(9, 10)).events())
                .as("a single event is given out whatever it weighs")
                .extracting(JournalContract::body)
                .containsExactly("dddddddddddddddd");
    }

    @Test
    default void aRestartGoesOnWhereItStood() {
        Journal journal = open("a");
        await(journal.append(batch("one", "two", "three")));
        settle(journal, "a", read(await(journal.openReader("a")), 2).get(0));
        await(journal.close());

        List<StoredEvent> events = read(await(open("a").openReader("a")), 2);

        assertThat(events).extracting(JournalContract::body).containsExactly("two", "three");
    }

    @Test
    default void offsetsAreNeverGivenTwice() {
        Journal journal = open("a");
        await(journal.append(batch("one")));
        StoredEvent first = read(await(journal.openReader("a")), 1).get(0);
        settle(journal, "a", first);
        await(journal.close());

        Journal again = open("a");
        await(again.append(batch("two")));

        assertThat(read(await(again.openReader("a")), 1).get(0).offset()).isGreaterThan(first.offset());
    }

    @Test
    default void aCursorNeverMovesBack() {
        Journal journal = open("a");
        await(journal.append(batch("one", "two")));
        await(journal.settle("a", Settlement.of(Map.of(0, 2L), List.of())));
        await(journal.settle("a", Settlement.of(Map.of(0, 1L), List.of())));

        assertThat(journal.status().cursors().get("a")).containsEntry(0, 2L);
    }

    @Test
    default void destinationsReadAndSettleEachForItself() {
        Journal journal = open("slow", "fast");
        await(journal.append(batch("one", "two")));
        JournalReader fast = await(journal.openReader("fast"));
        settle(journal, "fast", read(fast, 2).get(1));

        assertThat(read(await(journal.openReader("slow")), 2))
                .extracting(JournalContract::body)
                .containsExactly("one", "two");
        assertThat(journal.status().cursors().get("fast")).containsEntry(0, 2L);
        assertThat(journal.status().cursors().get("slow")).containsEntry(0, 0L);
    }

    @Test
    default void aDestinationThatComesLaterBeginsAtTheEnd() {
        Journal journal = open("a");
        await(journal.append(batch("before")));
        await(journal.close());

        Journal again = open("a", "later");
        await(again.append(batch("after")));

        assertThat(read(await(again.openReader("later")), 1))
                .extracting(JournalContract::body)
                .containsExactly("after");
    }

    @Test
    default void aDestinationThatComesWhileItRunsBeginsAtTheEnd() {
        Journal journal = open("a");
        await(journal.append(batch("before")));

        await(journal.keepFor(Set.of("a", "later")));
        await(journal.append(batch("after")));
        settle(journal, "a", read(await(journal.openReader("a")), 2).get(1));

        assertThat(read(await(journal.openReader("later")), 1))
                .extracting(JournalContract::body)
                .containsExactly("after");
    }

    @Test
    default void aDestinationThatGoesAndComesBackMissesNothingThatIsStillKept() {
        Journal journal = open("a", "back");
        await(journal.append(batch("one", "two")));
        JournalReader reader = await(journal.openReader("back"));
        settle(journal, "back", read(reader, 2).get(0));
        await(reader.close());

        await(journal.keepFor(Set.of("a")));
        await(journal.append(batch("three")));
        await(journal.keepFor(Set.of("a", "back")));

        assertThat(read(await(journal.openReader("back")), 2))
                .extracting(JournalContract::body)
                .containsExactly("two", "three");
    }

    @Test
    default void deadLettersAreFiledOnceForEachPosition() {
        Journal journal = open("a");
        await(journal.append(batch("one")));
        await(journal.settle("a", Settlement.of(Map.of(0, 1L), List.of(letter("a", 0)))));
        await(journal.settle("a", Settlement.of(Map.of(0, 1L), List.of(letter("a", 0)))));

        assertThat(journal.status().deadLetters()).containsEntry("a", 1L);
    }

    @Test
    default void whatIngestQuarantinesIsStoredWithTheRest() {
        Journal journal = open("a");
        DeadLetter broken = DeadLetter.quarantined(new byte[] {'{'}, "", "broken-json", "cut short", 1_000);
        await(journal.append(new AppendBatch(1_000, List.of(), List.of(broken))));
        await(journal.append(new AppendBatch(1_000, List.of(new byte[] {'x'}), List.of(broken))));
        await(journal.close());

        JournalStatus status = open("a").status();

        assertThat(status.deadLetters()).containsEntry(DeadLetter.INGEST, 2L);
        assertThat(status.endOffsets()).containsEntry(0, 1L);
    }

    @Test
    default void everyAcknowledgedEventOfManyThreadsIsThereOnce() throws InterruptedException {
        Journal journal = open("a");
        int threads = 8;
        int each = 200;
        ConcurrentLinkedQueue<Future<Void>> appends = new ConcurrentLinkedQueue<>();
        CountDownLatch asked = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            int thread = t;
            new Thread(() -> {
                        for (int i = 0; i < each; i++) {
                            appends.add(journal.append(batch(thread + "-" + i)));
                        }
                        asked.countDown();
                    })
                    .start();
        }
        asked.await();
        appends.forEach(Waiting::await);

        List<StoredEvent> events = read(await(journal.openReader("a")), threads * each);

        assertThat(events)
                .extracting(JournalContract::body)
                .doesNotHaveDuplicates()
                .hasSize(threads * each);
        assertThat(events).extracting(StoredEvent::offset).isSorted();
    }

    @Test
    default void afterCloseEveryCallFails() {
        Journal journal = open("a");
        JournalReader reader = await(journal.openReader("a"));
        Future<Chunk> waiting = reader.next(1, 1);
        await(journal.close());

        assertThatThrownBy(() -> await(waiting)).isInstanceOf(JournalClosedException.class);
        assertThatThrownBy(() -> await(journal.append(batch("late")))).isInstanceOf(JournalClosedException.class);
        assertThatThrownBy(() -> await(journal.settle("a", Settlement.of(Map.of(), List.of()))))
                .isInstanceOf(JournalClosedException.class);
        assertThatThrownBy(() -> await(journal.openReader("a"))).isInstanceOf(JournalClosedException.class);
        assertThatThrownBy(() -> await(journal.keepFor(Set.of("b")))).isInstanceOf(JournalClosedException.class);
    }

    @Test
    default void whatWasAskedBeforeTheCloseIsStored() {
        Journal journal = open("a");
        Future<Void> append = journal.append(batch("last"));
        await(journal.close());
        await(append);

        assertThat(read(await(open("a").openReader("a")), 1))
                .extracting(JournalContract::body)
                .containsExactly("last");
    }

    @Test
    default void aClosedReaderLetsAnotherOneBeginAtTheCursor() {
        Journal journal = open("a");
        await(journal.append(batch("one")));
        JournalReader reader = await(journal.openReader("a"));
        read(reader, 1);
        assertThatThrownBy(() -> await(journal.openReader("a"))).isInstanceOf(IllegalStateException.class);
        await(reader.close());

        assertThat(read(await(journal.openReader("a")), 1))
                .extracting(JournalContract::body)
                .containsExactly("one");
    }
}
