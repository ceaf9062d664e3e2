package dev.sluice.journal.kafka;

import dev.sluice.journal.ImportMark;
import dev.sluice.journal.ImportPosition;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * How far files are imported, and which destinations there are, as records of a compacted topic. The second is written again from
 * time to time by each node that has the destination, so that one that nobody has any more holds back no events.
 */
final class PositionRecords {

    static final String FILE = "file:";
    static final String DESTINATION = "destination:";

    private final String topic;

    PositionRecords(String topic) {
        this.topic = topic;
    }

    ProducerRecord<byte[], byte[]> moved(ImportMark mark) {
        ImportPosition to = mark.to();
        return record(FILE + mark.name(), to.bytes() + " " + to.lines() + " " + to.events() + " " + to.refused());
    }

    ProducerRecord<byte[], byte[]> configured(String destination, long nowMillis) {
        return record(DESTINATION + destination, Long.toString(nowMillis));
    }

    /** @param text of the value of a file's record */
    static ImportPosition position(String text) {
        String[] parts = text.split(" ");
        return new ImportPosition(
                Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]));
    }

    private ProducerRecord<byte[], byte[]> record(String key, String value) {
        return new ProducerRecord<>(
                topic, 0, key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }
}
