package dev.sluice.journal.kafka;

import static dev.sluice.journal.JournalContract.batch;
import static dev.sluice.journal.JournalContract.read;
import static dev.sluice.journal.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.ImportMark;
import dev.sluice.journal.ImportMovedException;
import dev.sluice.journal.ImportPosition;
import dev.sluice.journal.Journal;
import dev.sluice.journal.JournalContract;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One file, imported through several nodes: each line once, whoever takes it in. */
class KafkaImportTest {

    private final KafkaFixture kafka = new KafkaFixture(2);

    @AfterEach
    void closeAll() {
        kafka.close();
    }

    private static AppendBatch part(String body, long from, long to) {
        return batch(body).markedBy(new ImportMark("file", from, new ImportPosition(to, 1, 1, 0)));
    }

    @Test
    void aFileGoesOnThroughAnotherNodeAndTheFirstOneIsTold() {
        Journal first = kafka.open("a");
        Journal second = kafka.open("a");
        await(first.append(part("one", 0, 10)));
        await(second.append(part("two", 10, 20)));

        assertThatThrownBy(() -> await(first.append(part("two", 10, 20))))
                .isInstanceOfSatisfying(
                        ImportMovedException.class,
                        moved -> assertThat(moved.bytes()).isEqualTo(20));

        await(first.append(part("three", 20, 30)));
        assertThat(await(second.importPosition("file")).bytes()).isEqualTo(30);
        assertThat(read(await(first.openReader("a")), 3))
                .extracting(JournalContract::body)
                .containsExactlyInAnyOrder("one", "two", "three");
    }

    @Test
    void whatANodeHadBegunWhenItWasKilledIsUndone() {
        Journal journal = kafka.open("a");
        try (KafkaProducer<byte[], byte[]> killed =
                kafka.clients().transactions(kafka.topics().importId("file"))) {
            killed.initTransactions();
            killed.beginTransaction();
            killed.send(new ProducerRecord<>(kafka.topic(), "half".getBytes(StandardCharsets.UTF_8)));
            killed.flush();

            await(journal.append(part("whole", 0, 10)));
        }
        await(journal.append(batch("next")));

        assertThat(read(await(journal.openReader("a")), 2))
                .extracting(JournalContract::body)
                .containsExactlyInAnyOrder("whole", "next");
    }
}
