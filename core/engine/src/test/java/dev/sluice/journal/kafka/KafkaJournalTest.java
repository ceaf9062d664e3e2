package dev.sluice.journal.kafka;

import static dev.sluice.journal.Waiting.await;

import dev.sluice.config.DataSize;
import dev.sluice.config.HistoryConfig;
import dev.sluice.config.KafkaConfig;
import dev.sluice.journal.DeadLettersContract;
import dev.sluice.journal.ImportsContract;
import dev.sluice.journal.Journal;
import dev.sluice.journal.JournalClosedException;
import dev.sluice.journal.JournalContract;
import dev.sluice.journal.ParkingContract;
import dev.sluice.journal.SetClock;
import dev.sluice.journal.TrailContract;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;

/** The contracts of every journal, on a topic of one partition: they tell of one order of events. */
class KafkaJournalTest
        implements JournalContract, ParkingContract, DeadLettersContract, ImportsContract, TrailContract {

    private final String topic = "test-" + UUID.randomUUID();
    private final List<Journal> opened = new ArrayList<>();
    private final SetClock clock = new SetClock();

    @Override
    public long now() {
        return clock.millis();
    }

    @Override
    public void passes(long millis) {
        clock.passes(millis);
    }

    @Override
    public Journal open(String... destinations) {
        KafkaConfig config =
                new KafkaConfig(SharedBroker.get().bootstrapServers(), topic, 1, 1, DataSize.mebibytes(5), Map.of());
        Journal journal = KafkaJournal.open(
                config,
                DataSize.mebibytes(512),
                HistoryConfig.STANDARD,
                List.of(destinations),
                KafkaJournal.Missing.MAKE,
                clock);
        opened.add(journal);
        return journal;
    }

    @AfterEach
    void closeAll() {
        opened.forEach(journal -> await(journal.close()
                .recover(closed -> closed instanceof JournalClosedException
                        ? Future.succeededFuture()
                        : Future.failedFuture(closed))));
    }
}
