package dev.sluice.journal.kafka;

import static dev.sluice.journal.JournalContract.letter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.Settlement;
import dev.sluice.journal.StoredEvent;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What is written of a step, where a partition may have become another node's meanwhile. */
class StepRecordsTest {

    private static final long GIVEN_UP = ParkedId.ofEvent(1, 7);
    private static final long DELIVERED = ParkedId.ofEvent(1, 8);

    private final Topics topics = new Topics("events", 2);
    private final StepRecords records = new StepRecords(topics, new LetterRecords(topics.deadLetters(), 1 << 20));

    /** Of two events that were set aside one was delivered, the other one given up. */
    private static Settlement step() {
        DeadLetter of = letter("a", 7);
        DeadLetter given = new DeadLetter(
                "a",
                StoredEvent.PARKED,
                GIVEN_UP,
                "e",
                "email.sent",
                "refused",
                "",
                of.original(),
                of.mapped(),
                1,
                1,
                1,
                1);
        return new Settlement(Map.of(), List.of(given), List.of(), List.of(GIVEN_UP, DELIVERED), List.of());
    }

    @Test
    void whatIsGivenUpIsFiledBeforeItIsNoLongerSetAside() {
        StepRecords.Step ours = records.of("a", step(), partition -> true);

        assertThat(ours.kept()).extracting(ProducerRecord::topic).containsExactly(topics.deadLetters());
        assertThat(ours.removed())
                .extracting(record -> ParkedRecords.id(record.key()))
                .containsExactly(GIVEN_UP, DELIVERED);
    }

    @Test
    void whatIsGivenUpInAPartitionThatIsAnothersStaysSetAsideForThatOne() {
        StepRecords.Step others = records.of("a", step(), partition -> false);

        assertThat(others.kept()).isEmpty();
        assertThat(others.removed())
                .extracting(record -> ParkedRecords.id(record.key()))
                .containsExactly(DELIVERED);
    }
}
