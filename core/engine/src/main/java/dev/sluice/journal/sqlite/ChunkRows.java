package dev.sluice.journal.sqlite;

import dev.sluice.journal.StoredEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Reads chunk rows. For the reading thread. */
final class ChunkRows implements AutoCloseable {

    private final PreparedStatement select;

    ChunkRows(Connection connection) throws SQLException {
        // Begins at the one row that can hold the offset, so that rows held back for a slow lane are not walked over.
        select = connection.prepareStatement("""
                SELECT first_offset, event_count, crc32c, payload FROM chunks
                WHERE first_offset >= coalesce((SELECT max(first_offset) FROM chunks WHERE first_offset <= ?1), 0)
                  AND first_offset + event_count > ?1
                ORDER BY first_offset LIMIT 1
                """);
    }

    /**
     * The events of the first row that holds the offset or comes after it, from the offset on; none where there is no such row.
     *
     * @throws JournalCorruptException where the row is not what was written
     */
    List<StoredEvent> from(long offset) throws SQLException {
        select.setLong(1, offset);
        try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return List.of();
            }
            long first = row.getLong(1);
            int count = row.getInt(2);
            byte[] payload = row.getBytes(4);
            ChunkCodec.verify(first, count, row.getLong(3), payload);
            List<StoredEvent> events = ChunkCodec.decode(first, count, payload);
            return first >= offset ? events : events.subList((int) (offset - first), count);
        }
    }

    @Override
    public void close() throws SQLException {
        select.close();
    }
}
