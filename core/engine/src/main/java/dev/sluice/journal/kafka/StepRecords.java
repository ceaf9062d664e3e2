package dev.sluice.journal.kafka;

import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.ParkedEvent;
import dev.sluice.journal.Settlement;
import dev.sluice.journal.StoredEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
     * The records of one step.
     *
     * @param kept letters, what is set aside, and history
     * @param removed events that were set aside and are done with; to be written when the brokers have the others, so that each stands
     *     somewhere whatever happens
     */
    record Step(List<ProducerRecord<byte[], byte[]>> kept, List<ProducerRecord<byte[], byte[]>> removed) {}

    /**
     * The records of a step.
     *
     * @param isOurs whether a partition is this node's; of one that is another's now only what is true whoever has it is written: what
     *     was set aside and given up here stays set aside for that one
     */
    Step of(String destination, Settlement step, IntPredicate isOurs) {
        List<ProducerRecord<byte[], byte[]>> kept = new ArrayList<>();
        Set<Long> others = new HashSet<>();
        for (DeadLetter letter : step.deadLetters()) {
            if (isOurs.test(partition(letter.partition(), letter.offset()))) {
                kept.add(letters.file(letter));
            } else if (letter.partition() == StoredEvent.PARKED) {
                others.add(letter.offset());
            }
        }
        for (ParkedEvent event : step.parked()) {
            if (isOurs.test(partition(event.event().partition(), event.event().offset()))) {
                kept.add(parked.park(destination, event));
            }
        }
        history.of(destination, step.steps(), kept);
        return new Step(
                kept,
                step.unparked().stream()
                        .filter(id -> !others.contains(id))
                        .map(id -> parked.remove(destination, id))
                        .toList());
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
