package dev.sluice.journal.sqlite;

import dev.sluice.journal.StoredEvent;
import dev.sluice.journal.TrailDraft;
import dev.sluice.journal.trail.EventTrail;
import dev.sluice.journal.trail.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Shows a search what the tables of a file hold, a few rows at a time. For one search. */
final class TrailReading {

    /** Read at once: between two reads the write-ahead log can be worked into the file. */
    private static final int ROWS = 256;

    private final TrailDraft draft;

    TrailReading(TrailDraft draft) {
        this.draft = draft;
    }

    EventTrail read(Connection connection) throws SQLException {
        readLog(connection);
        readParked(connection);
        readHistory(connection);
        return draft.trail();
    }

    private void readLog(Connection connection) throws SQLException {
        try (ChunkRows chunks = new ChunkRows(connection)) {
            long offset = 0;
            while (offset >= 0) {
                offset = readChunk(chunks, offset);
            }
        }
    }

    /** Answers where the next chunk begins, or -1 after the last. */
    private long readChunk(ChunkRows chunks, long offset) throws SQLException {
        try {
            List<StoredEvent> events = chunks.from(offset);
            events.forEach(draft::inLog);
            return events.isEmpty() ? -1 : events.get(events.size() - 1).offset() + 1;
        } catch (JournalCorruptException damaged) {
            // Lanes find it too, and set it aside.
            return Math.max(offset, damaged.row().firstOffset())
                    + Math.max(1, damaged.row().count());
        }
    }

    private void readParked(Connection connection) throws SQLException {
        page(connection, """
                SELECT parked.id, parked.destination, received_at, body, coalesce(due_at, 0) FROM parked
                LEFT JOIN parked_keys ON parked_keys.destination = parked.destination AND parked_keys.key = parked.key
                WHERE parked.id > ? ORDER BY parked.id LIMIT ?
                """, row -> draft.setAside(row.getString(2), row.getBytes(4), row.getLong(3), row.getLong(5)));
    }

    private void readHistory(Connection connection) throws SQLException {
        page(
                connection,
                """
                SELECT id, destination, outcome, detail, tries, at, events FROM history
                WHERE id > ? ORDER BY id LIMIT ?
                """,
                row -> draft.step(
                        row.getString(2),
                        Outcome.valueOf(row.getString(3)),
                        row.getString(4),
                        row.getInt(5),
                        row.getLong(6),
                        row.getBytes(7)));
    }

    private interface RowReading {
        void read(ResultSet row) throws SQLException;
    }

    /** Reads a table by its id, page by page. */
    private static void page(Connection connection, String query, RowReading reading) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query)) {
            long last = 0;
            boolean more = true;
            while (more) {
                select.setLong(1, last);
                select.setInt(2, ROWS);
                more = false;
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        last = row.getLong(1);
                        reading.read(row);
                        more = true;
                    }
                }
            }
        }
    }
}
