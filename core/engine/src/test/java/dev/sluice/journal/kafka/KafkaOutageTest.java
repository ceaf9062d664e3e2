package dev.sluice.journal.kafka;

import static dev.sluice.journal.JournalContract.batch;
import static dev.sluice.journal.JournalContract.read;
import static dev.sluice.journal.JournalContract.settle;
import static dev.sluice.journal.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.journal.Chunk;
import dev.sluice.journal.Journal;
import dev.sluice.journal.JournalContract;
import dev.sluice.journal.JournalReader;
import dev.sluice.journal.JournalUnavailableException;
import dev.sluice.journal.LetterQuery;
import dev.sluice.journal.StoredEvent;
import dev.sluice.testkit.kafka.KafkaBroker;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Brokers that are away: at a start, and while events come. */
class KafkaOutageTest {

    private final KafkaFixture kafka = new KafkaFixture(2);

    @AfterEach
    void closeAll() {
        kafka.close();
    }

    @Test
    void whileTheBrokerIsAwayEventsAreRefusedAndThenAllGoesOnAndNothingIsLost() throws Exception {
        KafkaBroker broker = SharedBroker.get();
        Journal journal = kafka.open("a");
        JournalReader reader = await(journal.openReader("a"));
        await(journal.append(batch("before")));
        StoredEvent before = read(reader, 1).get(0);
        Future<Chunk> next = reader.next(10, 1_000);
        Journal fresh;

        broker.kill();
        try {
            KafkaFixture.until("it is known", () -> journal.trouble().isPresent());
            assertThat(journal.trouble()).contains("no broker answers at " + broker.bootstrapServers());
            assertThatThrownBy(() -> await(journal.append(batch("refused"))))
                    .isInstanceOf(JournalUnavailableException.class)
                    .hasMessageContaining("no broker answers");
            assertThatThrownBy(() -> await(journal.deadLetters().count(LetterQuery.ALL)))
                    .isInstanceOf(JournalUnavailableException.class);
            assertThatThrownBy(() ->
                            await(journal.settle("a", dev.sluice.journal.Settlement.of(java.util.Map.of(), List.of()))))
                    .isInstanceOf(JournalUnavailableException.class);

            fresh = kafka.open("a");
            assertThat(fresh.trouble()).as("a start does not wait for ever").isPresent();
            assertThat(await(fresh.openReader("a"))).isNotNull();
        } finally {
            broker.start();
        }

        KafkaFixture.until(
                "it is back",
                () -> journal.trouble().isEmpty() && fresh.trouble().isEmpty());
        settle(journal, "a", before);
        await(journal.append(batch("after")));
        await(fresh.append(batch("from the other node")));
        // Either partition may be the other node's by now.
        await(fresh.close());
        List<StoredEvent> events = new ArrayList<>(await(next).events());
        if (events.size() < 2) {
            events.addAll(read(reader, 2 - events.size()));
        }
        assertThat(events).extracting(JournalContract::body).containsExactlyInAnyOrder("after", "from the other node");
    }
}
