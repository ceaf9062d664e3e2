package dev.sluice.journal.kafka;

import dev.sluice.event.EventPerson;
import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.Attempts;
import dev.sluice.journal.StoredEvent;
import dev.sluice.journal.trail.Receipts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Accepted events as records: the person as key, so that a person's events stay in one partition, the webhook as value, and when and
 * how it came in 8 bytes of a header.
 */
final class EventRecords {

    private static final String RECEIPT = "receipt";

    private EventRecords() {}

    /** Adds the records of a batch's events. Parses them; does no I/O. */
    static void of(String topic, AppendBatch batch, List<ProducerRecord<byte[], byte[]>> records) {
        byte[] receipt = ByteBuffer.allocate(Long.BYTES)
                .putLong(Receipts.of(batch.receivedAtMillis(), batch.origin()))
                .array();
        List<Header> headers = List.of(new RecordHeader(RECEIPT, receipt));
        for (byte[] event : batch.events()) {
            byte[] person = EventPerson.of(event)
                    .map(name -> BoundedName.of(name).getBytes(StandardCharsets.UTF_8))
                    .orElse(null);
            records.add(new ProducerRecord<>(topic, null, person, event, headers));
        }
    }

    /** The event of a record. A record that somebody else has written is one too: received when it was written. */
    static StoredEvent read(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(RECEIPT);
        long receipt = header == null || header.value().length != Long.BYTES
                ? record.timestamp()
                : ByteBuffer.wrap(header.value()).getLong();
        long receivedAtMillis = Receipts.receivedAtMillis(receipt);
        return new StoredEvent(
                record.partition(),
                record.offset(),
                receivedAtMillis,
                Receipts.origin(receipt),
                record.value() == null ? new byte[0] : record.value(),
                Attempts.none(receivedAtMillis));
    }
}
