package dev.sluice.ingest.dedupe;

import static dev.sluice.journal.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.DataSize;
import dev.sluice.ingest.HeldJournal;
import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.Journal;
import dev.sluice.journal.JournalFullException;
import dev.sluice.journal.Settlement;
import dev.sluice.journal.sqlite.SqliteJournal;
import dev.sluice.journal.trail.EventMark;
import dev.sluice.journal.trail.LaneStep;
import dev.sluice.journal.trail.Origin;
import dev.sluice.journal.trail.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DedupeTest {

    @TempDir
    private Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Journal journal;

    @BeforeEach
    void openJournal() {
        journal = SqliteJournal.open(folder.resolve("sluice.db"), DataSize.mebibytes(64), List.of("a"));
    }

    @AfterEach
    void closeJournal() {
        await(journal.close());
    }

    private Dedupe dedupe(Journal into, int maxEvents) {
        return await(Dedupe.open(into, maxEvents, meters));
    }

    private static AppendBatch events(String... ids) {
        List<byte[]> bodies = List.of(ids).stream()
                .map(id -> ("{\"event_id\":\"" + id + "\",\"metric\":\"sent\"}").getBytes(StandardCharsets.UTF_8))
                .toList();
        return new AppendBatch(1_000, bodies, List.of());
    }

    private long stored() {
        return journal.status().endOffsets().get(0);
    }

    @Test
    void aSecondCopyIsAcknowledgedAndNotStored() {
        Dedupe dedupe = dedupe(journal, 10);
        await(dedupe.append(events("one")));
        await(dedupe.append(events("one")));

        assertThat(stored()).isEqualTo(1);
        assertThat(meters.counter("sluice.ingest.duplicates").count()).isEqualTo(1);
    }

    @Test
    void ofABatchTheNewEventsAreStored() {
        Dedupe dedupe = dedupe(journal, 10);
        await(dedupe.append(events("one", "two")));
        await(dedupe.append(events("two", "three", "three")));

        assertThat(stored()).isEqualTo(3);
    }

    @Test
    void whatHasLeftTheWindowIsStoredAgain() {
        Dedupe dedupe = dedupe(journal, 2);
        await(dedupe.append(events("one", "two", "three")));
        await(dedupe.append(events("one")));

        assertThat(stored()).isEqualTo(4);
    }

    @Test
    void aSecondCopyIsNotAcknowledgedBeforeTheFirstIsOnDisk() throws InterruptedException {
        HeldJournal slow = new HeldJournal(journal);
        Dedupe dedupe = dedupe(slow, 10);
        dedupe.append(events("one"));
        Future<Void> second = dedupe.append(events("one"));
        assertThat(second.isComplete()).isFalse();

        slow.letOneGo();

        await(second);
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void whereTheFirstIsNotStoredNeitherIsAcknowledgedAndTheThirdIsStored() throws InterruptedException {
        HeldJournal slow = new HeldJournal(journal);
        Dedupe dedupe = dedupe(slow, 10);
        Future<Void> first = dedupe.append(events("one"));
        Future<Void> second = dedupe.append(events("one"));
        slow.failOne(new JournalFullException("no room"));
        assertThatThrownBy(() -> await(first)).isInstanceOf(JournalFullException.class);
        assertThatThrownBy(() -> await(second)).isInstanceOf(JournalFullException.class);

        Future<Void> third = dedupe.append(events("one"));
        slow.letOneGo();

        await(third);
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void afterARestartItKnowsWhatWaitsAndWhatIsSettled() {
        await(dedupe(journal, 10).append(events("settled")));
        LaneStep delivered =
                new LaneStep(Outcome.DELIVERED, "", 1, 2_000, List.of(EventMark.of("settled", 1_000, Origin.SIGNED)));
        await(journal.settle("a", new Settlement(Map.of(0, 1L), List.of(), List.of(), List.of(), List.of(delivered))));
        await(dedupe(journal, 10).append(events("waits")));
        await(journal.close());
        openJournal();

        await(dedupe(journal, 10).append(events("settled", "waits", "new")));

        assertThat(stored()).isEqualTo(3);
    }

    @Test
    void theNewestOfTheBacklogAreKnownAfterARestart() {
        await(dedupe(journal, 2).append(events("one", "two", "three")));
        await(journal.close());
        openJournal();

        Dedupe dedupe = dedupe(journal, 2);
        await(dedupe.append(events("two", "three")));
        assertThat(stored()).isEqualTo(3);
        await(dedupe.append(events("one")));

        assertThat(stored()).isEqualTo(4);
    }
}
