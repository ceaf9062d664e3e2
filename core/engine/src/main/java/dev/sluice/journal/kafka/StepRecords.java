package dev.sluice.journal.kafka;

import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.ParkedEvent;
import dev.sluice.journal.Settlement;
import dev.sluice.journal.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What a step of a lane's account writes, besides the cursors. */
final class StepRecords {

    private final LetterRecords letters;
    private final ParkedRecords parked;
    private final HistoryRecords history;

    StepRecords(Topics topics, LetterRecords letters) {
        this.letters = letters;
        parked = new ParkedRecords(topics.parked());
        history = new HistoryRecords(topics.history());
    }

    /**
     * The records of a step.
     *
     * @param isOurs whether a partition is this node's; of one that is another's now only what is true whoever has it is written
     */
    List<ProducerRecord<byte[], byte[]>> of(String destination, Settlement step, IntPredicate isOurs) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (DeadLetter letter : step.deadLetters()) {
            if (isOurs.test(partition(letter.partition(), letter.offset()))) {
                records.add(letters.file(letter));
            }
        }
        for (ParkedEvent event : step.parked()) {
            if (isOurs.test(partition(event.event().partition(), event.event().offset()))) {
                records.add(parked.park(destination, event));
            }
        }
        step.unparked().forEach(id -> records.add(parked.remove(destination, id)));
        history.of(destination, step.steps(), records);
        return records;
    }

    /** Events that were set aside and are, by such a step, no longer out. */
    static List<Long> back(Settlement step) {
        List<Long> back = new ArrayList<>(step.unparked());
        for (ParkedEvent event : step.parked()) {
            if (event.event().isParked()) {
                back.add(event.event().offset());
            }
        }
        return back;
    }

    private static int partition(int partition, long offset) {
        return partition == StoredEvent.PARKED ? ParkedId.partition(offset) : partition;
    }
}
