package dev.sluice.journal.kafka;

import dev.sluice.journal.DeadLettersContract;
import dev.sluice.journal.ImportsContract;
import dev.sluice.journal.Journal;
import dev.sluice.journal.JournalContract;
import dev.sluice.journal.ParkingContract;
import dev.sluice.journal.SetClock;
import dev.sluice.journal.TrailContract;
import org.junit.jupiter.api.AfterEach;

/** The contracts of every journal, on a topic of one partition: they tell of one order of events. */
class KafkaJournalTest
        implements JournalContract, ParkingContract, DeadLettersContract, ImportsContract, TrailContract {

    private final KafkaFixture kafka = new KafkaFixture(1);
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
        return kafka.open(kafka.config(), clock, destinations);
    }

    @AfterEach
    void closeAll() {
        kafka.close();
    }
}
