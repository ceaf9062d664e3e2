package dev.sluice.journal.sqlite;

import static dev.sluice.journal.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.DataSize;
import dev.sluice.config.HistoryConfig;
import dev.sluice.journal.Journal;
import dev.sluice.journal.Settlement;
import dev.sluice.journal.trail.EventMark;
import dev.sluice.journal.trail.LaneStep;
import dev.sluice.journal.trail.Origin;
import dev.sluice.journal.trail.Outcome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryBoundsTest {

    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    @TempDir
    private Path folder;

    private Journal journal;

    private void open(String journalBytes, HistoryConfig history) {
        journal = SqliteJournal.open(
                folder.resolve("sluice.db"), DataSize.parse(journalBytes), history, List.of("a"), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        await(journal.close());
    }

    private void deliver(int step, long atMillis) {
        List<EventMark> marks = IntStream.range(0, 100)
                .mapToObj(i -> EventMark.of(step + "-" + i, atMillis, Origin.SIGNED))
                .toList();
        LaneStep delivered = new LaneStep(Outcome.DELIVERED, "answered 200", 1, atMillis, marks);
        await(journal.settle("a", new Settlement(Map.of(), List.of(), List.of(), List.of(), List.of(delivered))));
    }

    private boolean isKnown(String id) {
        return !await(journal.trail(id)).isEmpty();
    }

    @Test
    void theOldestIsForgottenWhenThereIsMoreThanMaxBytes() {
        open("64MiB", new HistoryConfig(Duration.ofDays(7), DataSize.parse("64KiB")));
        for (int step = 0; step < 60; step++) {
            deliver(step, 1_000 + step);
        }

        assertThat(isKnown("59-99")).isTrue();
        assertThat(isKnown("30-0")).isTrue();
        assertThat(isKnown("0-0")).isFalse();
    }

    @Test
    void itTakesNoMoreThanASixteenthOfTheJournal() {
        open("1MiB", HistoryConfig.STANDARD);
        for (int step = 0; step < 60; step++) {
            deliver(step, 1_000 + step);
        }

        assertThat(isKnown("59-0")).isTrue();
        assertThat(isKnown("0-0")).isFalse();
    }

    @Test
    void whatIsOlderThanMaxAgeIsForgottenWithTheNextStep() {
        open("64MiB", new HistoryConfig(Duration.ofDays(2), DataSize.parse("8MiB")));
        deliver(1, 0);
        deliver(2, DAY_MILLIS);
        assertThat(isKnown("1-0")).isTrue();

        deliver(3, 2 * DAY_MILLIS + 1);

        assertThat(isKnown("1-0")).isFalse();
        assertThat(isKnown("2-0")).isTrue();
    }

    @Test
    void theBoundHoldsAfterARestart() {
        HistoryConfig small = new HistoryConfig(Duration.ofDays(7), DataSize.parse("64KiB"));
        open("64MiB", small);
        for (int step = 0; step < 30; step++) {
            deliver(step, 1_000 + step);
        }
        close();
        open("64MiB", small);
        for (int step = 30; step < 60; step++) {
            deliver(step, 1_000 + step);
        }

        assertThat(isKnown("30-0")).isTrue();
        assertThat(isKnown("0-0")).isFalse();
    }
}
