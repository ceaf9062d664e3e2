package dev.sluice.journal.sqlite;

import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.StoredEvent;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** The form of a chunk's events in one row: for each the time of receipt (8 bytes), the length (4 bytes) and the body. */
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
                payload.putLong(batch.receivedAtMillis()).putInt(body.length).put(body);
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
                long receivedAtMillis = rest.getLong();
                int length = rest.getInt();
                if (length < 0 || length > rest.remaining()) {
                    throw new BufferUnderflowException();
                }
                byte[] body = new byte[length];
                rest.get(body);
                events.add(new StoredEvent(SqliteJournal.PARTITION, firstOffset + i, receivedAtMillis, body));
            }
        } catch (BufferUnderflowException cutShort) {
            throw new JournalCorruptException("the chunk at offset " + firstOffset + " is cut short");
        }
        if (rest.hasRemaining()) {
            throw new JournalCorruptException(
                    "the chunk at offset " + firstOffset + " holds more than its " + count + " events");
        }
        return events;
    }

    static long checksum(byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload);
        return crc.getValue();
    }
}
