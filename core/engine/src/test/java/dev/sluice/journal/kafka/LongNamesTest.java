package dev.sluice.journal.kafka;

import static dev.sluice.journal.JournalContract.read;
import static dev.sluice.journal.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.Attempts;
import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.Journal;
import dev.sluice.journal.LetterQuery;
import dev.sluice.journal.ParkedEvent;
import dev.sluice.journal.Settlement;
import dev.sluice.journal.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A sender's names stand in records beside the webhook that has them, and may be as long as that. */
class LongNamesTest {

    private static final String LONG = "n".repeat(2 << 20);

    private final KafkaFixture kafka = new KafkaFixture(1);

    @AfterEach
    void closeAll() {
        kafka.close();
    }

    @Test
    void aWebhookOfVeryLongNamesIsTakenSetAsideAndGivenUpLikeAnyOther() {
        Journal journal = kafka.open("a");
        byte[] webhook = ("{\"event_id\":\"" + LONG + "\",\"metric\":\"sent\",\"data\":{\"identifiers\":{\"id\":\""
                        + LONG + "\"}}}")
                .getBytes(StandardCharsets.UTF_8);
        await(journal.append(new AppendBatch(1_000, List.of(webhook, webhook), List.of())));
        List<StoredEvent> events = read(await(journal.openReader("a")), 2);
        StoredEvent last = events.get(1);
        DeadLetter letter = new DeadLetter(
                "a", 0, last.offset(), LONG, LONG, "refused", LONG, webhook, Optional.empty(), 1, 1, 1, 1);
        ParkedEvent parked = new ParkedEvent(events.get(0), LONG, 0, Long.MAX_VALUE / 2, Attempts.none(0));

        await(journal.settle(
                "a",
                new Settlement(Map.of(0, last.offset() + 1), List.of(letter), List.of(parked), List.of(), List.of())));

        assertThat(await(journal.deadLetters().count(LetterQuery.ALL))).isEqualTo(1);
        assertThat(journal.status().parked()).containsEntry("a", 1L);
        assertThat(journal.status().cursors().get("a")).containsEntry(0, last.offset() + 1);
    }

    @Test
    void theSameNameHasTheSameFormAndAShortOneItsOwn() {
        assertThat(BoundedName.of("a name")).isEqualTo("a name");
        assertThat(BoundedName.of(LONG)).isEqualTo(BoundedName.of(LONG)).hasSizeLessThan(1_024);
        assertThat(BoundedName.words("w".repeat(10_000))).hasSize(10_000);
        assertThat(BoundedName.of(LONG)).isNotEqualTo(BoundedName.of(LONG + "m"));
    }
}
