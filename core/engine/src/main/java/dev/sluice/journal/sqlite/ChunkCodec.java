package dev.sluice.journal.sqlite;

import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.Attempts;
import dev.sluice.journal.StoredEvent;
import dev.sluice.journal.trail.Receipts;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The form of a chunk's events in one row: for each the time of receipt with the origin in its highest byte,
 * which no time reaches (8 bytes), the length (4 bytes) and the body.
 */
final class ChunkCodec {

    private static final int HEADER_BYTES = Long.BYTES + Integer.BYTES;

    private ChunkCodec() {}

    static byte[] encode(List<AppendBatch> batches) {
        int size = 0;
        for (AppendBatch batch : batches) {
            for (byte[] body : batch.events()) {
                size = Math.addExact(size, HEADER_BYTES + body.length);
            }
        }
        ByteBuffer payload = ByteBuffer.allocate(size);
        for (AppendBatch batch : batches) {
            for (byte[] body : batch.events()) {
                payload.putLong(Receipts.of(batch.receivedAtMillis(), batch.origin()))
                        .putInt(body.length)
                        .put(body);
            }
        }
        return payload.array();
    }

    /** @throws JournalCorruptException where the payload does not hold so many events */
    static List<StoredEvent> decode(long firstOffset, int count, byte[] payload) {
        List<StoredEvent> events = new ArrayList<>(count);
        ByteBuffer rest = ByteBuffer.wrap(payload);
        try {
            for (int i = 0; i < count; i++) {
                long receipt = rest.getLong();
                int length = rest.getInt();
                if (length < 0 || length > rest.remaining()) {
                    throw new BufferUnderflowException();
                }
                byte[] body = new byte[length];
                rest.get(body);
                long receivedAtMillis = Receipts.receivedAtMillis(receipt);
                events.add(new StoredEvent(
                        SqliteJournal.PARTITION,
                        firstOffset + i,
                        receivedAtMillis,
                        Receipts.origin(receipt),
                        body,
                        Attempts.none(receivedAtMillis)));
            }
        } catch (BufferUnderflowException cutShort) {
            throw corrupt(firstOffset, count, payload, "they are cut short");
        }
        if (rest.hasRemaining()) {
            throw corrupt(firstOffset, count, payload, "there is more than these events");
        }
        return events;
    }

    /** @throws JournalCorruptException where the payload is not what the checksum was made of */
    static void verify(long firstOffset, int count, long checksum, byte[] payload) {
        if (checksum(payload) != checksum) {
            throw corrupt(firstOffset, count, payload, "their checksum does not match");
        }
    }

    static long checksum(byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload);
        return crc.getValue();
    }

    private static JournalCorruptException corrupt(long firstOffset, int count, byte[] payload, String what) {
        return new JournalCorruptException(new JournalCorruptException.Row(firstOffset, count, payload), what);
    }
}
