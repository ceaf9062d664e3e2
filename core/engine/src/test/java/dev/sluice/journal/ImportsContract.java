package dev.sluice.journal;

import static dev.sluice.journal.JournalContract.batch;
import static dev.sluice.journal.JournalContract.read;
import static dev.sluice.journal.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How files are taken in part by part, each part once, whichever store is behind it. */
public interface ImportsContract {

    Journal open(String... destinations);

    private static ImportMark part(String name, long from, long to) {
        return new ImportMark(name, from, new ImportPosition(to, to / 10, to / 10, 0));
    }

    private static List<String> bodies(Journal journal, int count) {
        return read(await(journal.openReader("a")), count).stream()
                .map(JournalContract::body)
                .toList();
    }

    @Test
    default void aFileNobodyKnowsIsAtItsStart() {
        assertThat(await(open("a").importPosition("file"))).isEqualTo(ImportPosition.START);
    }

    @Test
    default void thePositionMovesWithTheEventsAndOutlivesARestart() {
        Journal journal = open("a");
        ImportPosition to = new ImportPosition(120, 11, 9, 2);
        await(journal.append(batch("one", "two").markedBy(new ImportMark("file", 0, to))));
        assertThat(await(journal.importPosition("file"))).isEqualTo(to);
        await(journal.close());

        Journal again = open("a");

        assertThat(await(again.importPosition("file"))).isEqualTo(to);
        assertThat(bodies(again, 2)).containsExactly("one", "two");
    }

    @Test
    default void aPartThatIsSentAgainIsRefusedWhole() {
        Journal journal = open("a", "b");
        AppendBatch first = batch("one").markedBy(part("file", 0, 10));
        await(journal.append(first));

        assertThatThrownBy(() -> await(journal.append(first)))
                .isInstanceOfSatisfying(
                        ImportMovedException.class,
                        moved -> assertThat(moved.bytes()).isEqualTo(10));
        await(journal.append(batch("two").markedBy(part("file", 10, 20))));

        assertThat(bodies(journal, 2)).as("and no third").containsExactly("one", "two");
        await(journal.append(batch("next")));
        assertThat(read(await(journal.openReader("b")), 3))
                .extracting(JournalContract::body)
                .containsExactly("one", "two", "next");
    }

    @Test
    default void ofPartsThatRaceOneIsStored() {
        Journal journal = open("a");
        List<Future<Void>> sent = List.of(
                journal.append(batch("one").markedBy(part("file", 0, 10))),
                journal.append(batch("one", "two").markedBy(part("file", 0, 20))),
                journal.append(batch("webhook")),
                journal.append(batch("two").markedBy(part("file", 10, 20))));
        sent.forEach(each -> await(each.otherwiseEmpty()));

        assertThat(sent).extracting(Future::succeeded).containsExactly(true, false, true, true);
        assertThat(await(journal.importPosition("file")).bytes()).isEqualTo(20);
        assertThat(bodies(journal, 3))
                .as("who else appends meanwhile comes before, between or after them")
                .containsExactlyInAnyOrder("one", "webhook", "two")
                .containsSubsequence("one", "two");
    }

    @Test
    default void aPartThatLeavesAGapIsRefused() {
        Journal journal = open("a");

        assertThatThrownBy(() -> await(journal.append(batch("two").markedBy(part("file", 10, 20)))))
                .isInstanceOf(ImportMovedException.class)
                .hasMessageContaining("stands at byte 0")
                .hasMessageContaining("begins at byte 10");
        assertThat(await(journal.importPosition("file"))).isEqualTo(ImportPosition.START);
    }

    @Test
    default void aPartWithoutEventsMovesThePosition() {
        Journal journal = open("a");

        await(journal.append(batch().markedBy(part("file", 0, 10))));

        assertThat(await(journal.importPosition("file")).bytes()).isEqualTo(10);
        assertThat(journal.status().pending("a")).isZero();
    }

    @Test
    default void filesDoNotKnowEachOther() {
        Journal journal = open("a");
        await(journal.append(batch("one").markedBy(part("file", 0, 10))));

        await(journal.append(batch("other").markedBy(part("other", 0, 50))));

        assertThat(await(journal.importPosition("file")).bytes()).isEqualTo(10);
        assertThat(await(journal.importPosition("other")).bytes()).isEqualTo(50);
    }

    @Test
    default void afterTheEndThePositionIsNotTold() {
        Journal journal = open("a");
        await(journal.close());

        assertThatThrownBy(() -> await(journal.importPosition("file"))).isInstanceOf(JournalClosedException.class);
    }
}
