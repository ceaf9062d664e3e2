package dev.sluice.journal.kafka;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/**
 * The names of all that a journal has in Kafka.
 *
 * @param events the topic of accepted events
 * @param partitions of that topic, and of the topic of parked events
 */
record Topics(String events, int partitions) {

    /** Compacted, one partition, so that a letter's offset is its number. */
    String deadLetters() {
        return events + ".dead-letters";
    }

    /** Compacted; what is set aside of a partition of events stands in the partition of the same number. */
    String parked() {
        return events + ".parked";
    }

    /** What became of events; bounded by age and size. */
    String history() {
        return events + ".history";
    }

    /** Compacted: how far files are imported, and which destinations there are. */
    String positions() {
        return events + ".positions";
    }

    List<String> all() {
        return List.of(events, deadLetters(), parked(), history(), positions());
    }

    /** The consumer group of a destination, whose committed offsets are its cursors. */
    String group(String destination) {
        return events + "." + destination;
    }

    /** Whoever replays letters holds this id, one at a time in the whole cluster. */
    String replayId() {
        return events + ".replay";
    }

    /** Whoever imports a file holds this id, one at a time in the whole cluster. */
    String importId(String name) {
        return events + ".import." + name;
    }

    TopicPartition event(int partition) {
        return new TopicPartition(events, partition);
    }

    List<TopicPartition> eventPartitions() {
        return IntStream.range(0, partitions).mapToObj(this::event).toList();
    }

    List<TopicPartition> parkedPartitions() {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(parked(), partition))
                .toList();
    }

    TopicPartition letterPartition() {
        return new TopicPartition(deadLetters(), 0);
    }

    TopicPartition positionPartition() {
        return new TopicPartition(positions(), 0);
    }

    TopicPartition historyPartition() {
        return new TopicPartition(history(), 0);
    }
}
