package dev.sluice.journal.sqlite;

import dev.sluice.journal.DeadLetter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Sets a salvaged log right: damaged rows and gaps that a lane would have read become dead letters, and the end lies behind all that
 * was ever given out.
 */
final class LogAudit {

    private record Row(long first, int count, long checksum) {}

    private final Connection connection;
    private final List<String> destinations;
    private final Clock clock;

    LogAudit(Connection connection, List<String> destinations, Clock clock) {
        this.connection = connection;
        this.destinations = destinations;
        this.clock = clock;
    }

    /** @param lost gets what is missing, in words */
    void run(List<String> lost) throws SQLException {
        try (LetterTable letters = new LetterTable(connection);
                Statement statement = connection.createStatement()) {
            long expected = lowestCursor(statement);
            for (Row row : rows(statement)) {
                if (row.first > expected) {
                    missing(expected, row.first, letters, lost);
                }
                verify(row, statement, letters, lost);
                expected = Math.max(expected, row.first + row.count);
            }
            long end = number(statement, "SELECT coalesce(max(next_offset), 0) FROM log_end");
            if (end > expected) {
                missing(expected, end, letters, lost);
            }
            long furthest = number(statement, "SELECT coalesce(max(next_offset), 0) FROM cursors");
            statement.execute(
                    "INSERT OR REPLACE INTO log_end VALUES (0, " + Math.max(Math.max(end, expected), furthest) + ")");
        }
    }

    /** Where the configured lanes stand; where no cursor could be read, at the first event that could. */
    private long lowestCursor(Statement statement) throws SQLException {
        long lowest = Long.MAX_VALUE;
        try (ResultSet row = statement.executeQuery("SELECT destination, next_offset FROM cursors")) {
            while (row.next()) {
                if (destinations.contains(row.getString(1))) {
                    lowest = Math.min(lowest, row.getLong(2));
                }
            }
        }
        return lowest == Long.MAX_VALUE
                ? number(statement, "SELECT coalesce(min(first_offset), 0) FROM chunks")
                : lowest;
    }

    private List<Row> rows(Statement statement) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (ResultSet row =
                statement.executeQuery("SELECT first_offset, event_count, crc32c FROM chunks ORDER BY first_offset")) {
            while (row.next()) {
                rows.add(new Row(row.getLong(1), row.getInt(2), row.getLong(3)));
            }
        }
        return rows;
    }

    private void verify(Row row, Statement statement, LetterTable letters, List<String> lost) throws SQLException {
        byte[] payload;
        try (PreparedStatement select =
                connection.prepareStatement("SELECT payload FROM chunks WHERE first_offset = ?")) {
            select.setLong(1, row.first);
            try (ResultSet found = select.executeQuery()) {
                payload = found.getBytes(1);
            }
        }
        try {
            ChunkCodec.verify(row.first, row.count, row.checksum, payload);
            ChunkCodec.decode(row.first, row.count, payload);
        } catch (JournalCorruptException damage) {
            letters.file(DeadLetter.damaged(row.first, payload, damage.getMessage(), clock.millis()));
            lost.add(damage.getMessage() + "; what is left is a dead letter");
            statement.execute("DELETE FROM chunks WHERE first_offset = " + row.first);
        }
    }

    private void missing(long from, long to, LetterTable letters, List<String> lost) throws SQLException {
        String what = "events " + from + " to " + (to - 1) + " of the log, " + (to - from) + " in all";
        letters.file(DeadLetter.damaged(from, new byte[0], what + ", could not be read", clock.millis()));
        lost.add(what);
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
