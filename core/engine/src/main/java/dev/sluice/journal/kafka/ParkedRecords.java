package dev.sluice.journal.kafka;

import dev.sluice.journal.Attempts;
import dev.sluice.journal.ParkedEvent;
import dev.sluice.journal.StoredEvent;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Events that are set aside as records of a compacted topic: destination and number as key, the webhook as value. */
final class ParkedRecords {

    private final String topic;

    ParkedRecords(String topic) {
        this.topic = topic;
    }

    /** An event that is set aside, or set aside again. */
    ProducerRecord<byte[], byte[]> park(String destination, ParkedEvent parked) {
        StoredEvent event = parked.event();
        long id = event.isParked() ? event.offset() : ParkedId.ofEvent(event.partition(), event.offset());
        return park(destination, id, parked);
    }

    /** @param id its number */
    ProducerRecord<byte[], byte[]> park(String destination, long id, ParkedEvent parked) {
        Fields fields = Fields.make()
                .put("key", BoundedName.of(parked.key()))
                .put("parkedAt", parked.parkedAtMillis())
                .put("dueAt", parked.dueAtMillis())
                .put("receivedAt", parked.event().receivedAtMillis())
                .put("tries", parked.attempts().tries())
                .put("firstTryAt", parked.attempts().firstTryAtMillis())
                .put("since", parked.attempts().sinceMillis());
        return new ProducerRecord<>(
                topic,
                ParkedId.partition(id),
                key(destination, id),
                parked.event().body(),
                fields.headers());
    }

    /** An event that is done with. */
    ProducerRecord<byte[], byte[]> remove(String destination, long id) {
        return new ProducerRecord<>(topic, ParkedId.partition(id), key(destination, id), null);
    }

    /** Whose it is. */
    static String destination(byte[] key) {
        String text = new String(key, StandardCharsets.UTF_8);
        return text.substring(0, Math.max(0, text.lastIndexOf('/')));
    }

    /** Its number. */
    static long id(byte[] key) {
        String text = new String(key, StandardCharsets.UTF_8);
        return Long.parseLong(text.substring(text.lastIndexOf('/') + 1));
    }

    static ParkedEvent read(ConsumerRecord<byte[], byte[]> record) {
        Fields fields = Fields.of(record.headers());
        Attempts attempts =
                new Attempts((int) fields.number("tries"), fields.number("firstTryAt"), fields.number("since"));
        StoredEvent event = new StoredEvent(
                StoredEvent.PARKED, id(record.key()), fields.number("receivedAt"), record.value(), attempts);
        return new ParkedEvent(event, fields.text("key"), fields.number("parkedAt"), fields.number("dueAt"), attempts);
    }

    private static byte[] key(String destination, long id) {
        return (destination + "/" + id).getBytes(StandardCharsets.UTF_8);
    }
}
