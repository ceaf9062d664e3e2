package dev.sluice.journal.kafka;

import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.StoredLetter;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Dead letters as records of a compacted topic: the position as key, so that a letter that is filed again is the same one; the
 * webhook as value; all else in headers. A letter's number is its offset and one, so that it is never 0.
 */
final class LetterRecords {

    private final String topic;
    private final int maxRecordBytes;

    LetterRecords(String topic, int maxRecordBytes) {
        this.topic = topic;
        this.maxRecordBytes = maxRecordBytes;
    }

    ProducerRecord<byte[], byte[]> file(DeadLetter letter) {
        Fields fields = Fields.make()
                .put("source", letter.source())
                .put("partition", letter.partition())
                .put("offset", letter.offset())
                .put("eventId", BoundedName.of(letter.eventId()))
                .put("eventName", BoundedName.of(letter.eventName()))
                .put("reason", letter.reason())
                .put("detail", BoundedName.words(letter.detail()))
                .put("tries", letter.tries())
                .put("receivedAt", letter.receivedAtMillis())
                .put("firstTryAt", letter.firstTryAtMillis())
                .put("diedAt", letter.diedAtMillis());
        letter.mapped().filter(mapped -> fits(letter, mapped)).ifPresent(mapped -> fields.put("mapped", mapped));
        return new ProducerRecord<>(topic, 0, key(letter), letter.original(), fields.headers());
    }

    /** Takes a letter out. */
    ProducerRecord<byte[], byte[]> remove(byte[] key) {
        return new ProducerRecord<>(topic, 0, key, null);
    }

    static StoredLetter read(ConsumerRecord<byte[], byte[]> record) {
        Fields fields = Fields.of(record.headers());
        return new StoredLetter(
                record.offset() + 1,
                new DeadLetter(
                        fields.text("source"),
                        (int) fields.number("partition"),
                        fields.number("offset"),
                        fields.text("eventId"),
                        fields.text("eventName"),
                        fields.text("reason"),
                        fields.text("detail"),
                        record.value(),
                        fields.bytes("mapped"),
                        (int) fields.number("tries"),
                        fields.number("receivedAt"),
                        fields.number("firstTryAt"),
                        fields.number("diedAt")));
    }

    /** The source in a key. */
    static String source(byte[] key) {
        String text = new String(key, StandardCharsets.UTF_8);
        return text.substring(0, Math.max(0, text.indexOf('/')));
    }

    /** What never stood in the log has a key of its own each time. */
    private static byte[] key(DeadLetter letter) {
        String place = letter.offset() < 0 ? UUID.randomUUID().toString() : letter.partition() + "/" + letter.offset();
        return (letter.source() + "/" + place).getBytes(StandardCharsets.UTF_8);
    }

    private boolean fits(DeadLetter letter, byte[] mapped) {
        long rest = maxRecordBytes - Clients.RECORD_OVERHEAD_BYTES / 2L - letter.original().length;
        return mapped.length <= rest;
    }
}
