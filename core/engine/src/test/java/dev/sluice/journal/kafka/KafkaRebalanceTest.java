package dev.sluice.journal.kafka;

import static dev.sluice.journal.JournalContract.body;
import static dev.sluice.journal.JournalContract.letter;
import static dev.sluice.journal.JournalContract.read;
import static dev.sluice.journal.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.Attempts;
import dev.sluice.journal.Chunk;
import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.Journal;
import dev.sluice.journal.JournalReader;
import dev.sluice.journal.LetterQuery;
import dev.sluice.journal.ParkedEvent;
import dev.sluice.journal.Settlement;
import dev.sluice.journal.StoredEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes on one journal: each partition is one node's at a time, and moves without a loss. */
class KafkaRebalanceTest {

    private static final int PARTITIONS = 4;

    private final KafkaFixture kafka = new KafkaFixture(PARTITIONS);

    @AfterEach
    void closeAll() {
        kafka.close();
    }

    private static AppendBatch events(int from, int count) {
        List<byte[]> events = IntStream.range(from, from + count)
                .mapToObj(number -> ("{\"event_id\":\"e" + number
                                + "\",\"metric\":\"sent\",\"data\":{\"identifiers\":{\"id\":\"p" + number % 40
                                + "\"}}}")
                        .getBytes(StandardCharsets.UTF_8))
                .toList();
        return new AppendBatch(1_000, events, List.of());
    }

    /** A lane that settles what it reads at once, and so has nothing under way for long. */
    private static final class QuickLane {
        private final Journal journal;
        private final JournalReader reader;
        private final ConcurrentLinkedQueue<StoredEvent> read = new ConcurrentLinkedQueue<>();
        private final Set<Integer> partitions = ConcurrentHashMap.newKeySet();
        private final Promise<Void> settled = Promise.promise();
        private volatile boolean ending;

        QuickLane(Journal journal) {
            this.journal = journal;
            reader = await(journal.openReader("a"));
            next();
        }

        private void next() {
            if (!ending) {
                reader.next(10, 1 << 20).onSuccess(this::settle);
            } else {
                settled.complete();
            }
        }

        private void settle(Chunk chunk) {
            read.addAll(chunk.events());
            StoredEvent last = chunk.events().get(chunk.events().size() - 1);
            partitions.add(last.partition());
            Map<Integer, Long> cursor = Map.of(last.partition(), last.offset() + 1);
            journal.settle("a", new Settlement(cursor, List.of(), List.of(), List.of(), List.of(), chunk.number()))
                    .onComplete(moved -> next());
        }

        /** As a lane ends: what was read is settled. The next event, which has to come, is the last. */
        Future<Void> end() {
            ending = true;
            return settled.future();
        }
    }

    @Test
    void aPersonsEventsStayInOnePartitionAndInOrder() {
        Journal journal = kafka.open("a");
        await(journal.append(events(0, 400)));

        List<StoredEvent> all = read(await(journal.openReader("a")), 400);

        assertThat(all).extracting(StoredEvent::partition).contains(0, 1, 2, 3);
        for (int person = 0; person < 40; person++) {
            String name = "\"p" + person + "\"";
            List<StoredEvent> events =
                    all.stream().filter(event -> body(event).contains(name)).toList();
            assertThat(events)
                    .extracting(StoredEvent::partition)
                    .containsOnly(events.get(0).partition());
            assertThat(events).extracting(StoredEvent::offset).isSorted();
        }
    }

    @Test
    void aNodeThatComesTakesPartitionsAndOneThatGoesLeavesThemAndNoEventIsLostOrReadTwice() {
        Journal first = kafka.open("a");
        QuickLane one = new QuickLane(first);
        await(first.append(events(0, 200)));
        KafkaFixture.until("all are read", () -> one.read.size() == 200);

        Journal second = kafka.open("a");
        QuickLane two = new QuickLane(second);
        List<Future<Void>> appended = new ArrayList<>();
        for (int from = 200; two.partitions.size() < 2; from += 20) {
            appended.add(second.append(events(from, 20)));
            await(appended.get(appended.size() - 1));
        }
        Future<Void> ended = two.end();
        KafkaFixture.until("what the second has read is settled", () -> {
            appended.add(second.append(events(200 + appended.size() * 20, 20)));
            await(appended.get(appended.size() - 1));
            return ended.isComplete();
        });
        await(second.close());
        int before = 200 + appended.size() * 20;
        await(first.append(events(before, 400)));

        KafkaFixture.until("all are read", () -> one.read.size() + two.read.size() >= before + 400);
        List<StoredEvent> all = new ArrayList<>(one.read);
        all.addAll(two.read);
        assertThat(all).extracting(event -> body(event)).doesNotHaveDuplicates().hasSize(before + 400);
        assertThat(one.partitions).hasSize(PARTITIONS);
    }

    @Test
    void aNodeThatIsStartedAgainHasItsPartitionsBackThoughTheBrokersDoNotKnowYetThatItDied() {
        Journal died = kafka.open(kafka.configOf("10.0.0.1:5701"), Clock.systemUTC(), "a");
        QuickLane before = new QuickLane(died);
        Journal other = kafka.open(kafka.configOf("10.0.0.2:5701"), Clock.systemUTC(), "a");
        QuickLane others = new QuickLane(other);
        for (int from = 0; others.partitions.size() < 2; from += 20) {
            await(other.append(events(from, 20)));
        }

        Journal again = kafka.open(kafka.configOf("10.0.0.1:5701"), Clock.systemUTC(), "a");
        QuickLane after = new QuickLane(again);
        for (int from = 100_000; after.partitions.size() < 2; from += 20) {
            await(other.append(events(from, 20)));
        }

        assertThat(after.partitions).doesNotContainAnyElementsOf(others.partitions);
        KafkaFixture.until("the one that died, were it only cut off, reads nothing any more", () -> {
            int read = before.read.size();
            await(other.append(events(200_000, 40)));
            KafkaFixture.until("all is settled", () -> other.status().pending("a") == 0);
            return before.read.size() == read;
        });
        await(again.close());
        KafkaFixture.until("who leaves for good leaves all to others", () -> {
            await(other.append(events(300_000, 20)));
            return others.partitions.size() == PARTITIONS;
        });
    }

    @Test
    void aNodeThatOthersSeeIsGoneIsTakenOutOfTheGroupBeforeTheBrokersMissIt() throws Exception {
        KafkaJournal other = kafka.open(kafka.configOf("b"), Clock.systemUTC(), "a");
        QuickLane others = new QuickLane(other);
        String group = kafka.topics().group("a");
        try (KafkaConsumer<byte[], byte[]> died = new Clients(kafka.configOf("10.0.0.1:5701")).member(group)) {
            died.subscribe(List.of(kafka.topics().events()));
            KafkaFixture.until("it has joined", () -> {
                died.poll(Duration.ofMillis(100));
                return !died.assignment().isEmpty();
            });
        }
        assertThat(members(group)).hasSize(2);

        await(other.lost("10.0.0.1:5701"));

        assertThat(members(group)).hasSize(1);
        await(other.lost("10.0.0.1:5701"));
        KafkaFixture.until("all is read by the one that is left", () -> {
            await(other.append(events(0, 20)));
            return others.partitions.size() == PARTITIONS;
        });
    }

    @Test
    void aNodeThatIsThereThoughOthersDoNotSeeItGoesOn() {
        KafkaJournal unseen = kafka.open(kafka.configOf("a"), Clock.systemUTC(), "a");
        QuickLane one = new QuickLane(unseen);
        KafkaJournal other = kafka.open(kafka.configOf("b"), Clock.systemUTC(), "a");
        QuickLane two = new QuickLane(other);
        for (int from = 0; two.partitions.isEmpty() || one.partitions.isEmpty(); from += 20) {
            await(other.append(events(from, 20)));
        }

        await(other.lost("a"));

        int before = one.read.size();
        KafkaFixture.until("it reads again", () -> {
            await(other.append(events(100_000, 20)));
            return one.read.size() > before;
        });
        KafkaFixture.until(
                "all is settled",
                () -> other.status().pending("a") == 0 && unseen.status().pending("a") == 0);
    }

    private Collection<MemberDescription> members(String group) throws Exception {
        return kafka.ask(admin -> admin.describeConsumerGroups(List.of(group))
                .describedGroups()
                .get(group)
                .get()
                .members());
    }

    @Test
    void whatIsSettledTooLateMovesNobodysCursorAndFilesNothingTwice() {
        Journal first = kafka.open("a");
        JournalReader held = await(first.openReader("a"));
        await(first.append(events(0, 200)));
        List<StoredEvent> given = read(held, 200);

        Journal second = kafka.open("a");
        QuickLane two = new QuickLane(second);
        KafkaFixture.until("the second node reads what the first one did not settle", () -> two.partitions.size() >= 2);
        int moved = two.partitions.iterator().next();
        KafkaFixture.until(
                "it has settled it",
                () -> second.status().cursors().get("a").get(moved)
                        == second.status().endOffsets().get(moved));
        long cursor = second.status().cursors().get("a").get(moved);
        StoredEvent late = given.stream()
                .filter(event -> event.partition() == moved)
                .findFirst()
                .orElseThrow();
        DeadLetter tooLate = letter("a", late.offset());
        DeadLetter there = new DeadLetter(
                "a",
                moved,
                late.offset(),
                "e",
                "email.sent",
                "refused",
                "",
                tooLate.original(),
                tooLate.mapped(),
                1,
                1,
                1,
                1);
        ParkedEvent parked = new ParkedEvent(late, "user", 0, 0, Attempts.none(0));

        await(first.settle(
                "a",
                new Settlement(
                        Map.of(moved, late.offset() + 1), List.of(there), List.of(parked), List.of(), List.of())));

        assertThat(await(second.deadLetters().count(LetterQuery.ALL))).isZero();
        assertThat(second.status().parked().getOrDefault("a", 0L)).isZero();
        await(second.close());
        Journal third = kafka.open("a");
        assertThat(third.status().cursors().get("a")).containsEntry(moved, cursor);
    }

    @Test
    void whatIsSetAsideGoesWithItsPartition() {
        Journal first = kafka.open("a");
        await(first.append(events(0, 100)));
        List<StoredEvent> given = read(await(first.openReader("a")), 100);
        Map<Integer, Long> ends = first.status().endOffsets();
        await(first.settle(
                "a",
                new Settlement(
                        ends,
                        List.of(),
                        given.stream()
                                .map(event -> new ParkedEvent(event, "user", 0, 0, Attempts.none(0)))
                                .toList(),
                        List.of(),
                        List.of())));
        await(first.close());

        Journal second = kafka.open("a");

        assertThat(second.status().parked()).containsEntry("a", 100L);
        List<StoredEvent> back = read(await(second.openReader("a")), 100);
        assertThat(back).allMatch(StoredEvent::isParked);
        assertThat(back).extracting(event -> body(event)).doesNotHaveDuplicates();
        await(second.settle(
                "a",
                new Settlement(
                        Map.of(),
                        List.of(),
                        List.of(),
                        back.stream().map(StoredEvent::offset).toList(),
                        List.of())));
        assertThat(second.status().pending("a")).isZero();
    }
}
