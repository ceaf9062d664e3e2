package dev.sluice.journal.sqlite;

import dev.sluice.journal.JournalStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** How far the log has come, as of the last commit: what the file says, held in memory. For the writer's thread. */
final class LogState {

    private long endOffset;
    private long usedBytes;
    private long freeBytes;
    private long historyBytes;
    private final Map<String, Long> cursors = new HashMap<>();
    private final Map<String, Long> deadLetters = new HashMap<>();
    private final Map<String, Long> parked = new HashMap<>();

    static LogState read(Connection connection) throws SQLException {
        LogState state = new LogState();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("SELECT next_offset FROM log_end WHERE partition = 0")) {
                state.endOffset = row.next() ? row.getLong(1) : 0;
            }
            try (ResultSet rows =
                    statement.executeQuery("SELECT destination, next_offset FROM cursors WHERE partition = 0")) {
                while (rows.next()) {
                    state.cursors.put(rows.getString(1), rows.getLong(2));
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT source, count(*) FROM dead_letters GROUP BY source")) {
                while (rows.next()) {
                    state.deadLetters.put(rows.getString(1), rows.getLong(2));
                }
            }
            try (ResultSet rows =
                    statement.executeQuery("SELECT destination, count(*) FROM parked GROUP BY destination")) {
                while (rows.next()) {
                    state.parked.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        state.historyBytes = HistoryTable.bytes(connection);
        state.measure(connection);
        return state;
    }

    /** Reads how many bytes are in use: pages that are not free. What the write-ahead log holds besides is bounded by itself. */
    void measure(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            long pages = JournalFile.number(statement, "PRAGMA page_count");
            long free = JournalFile.number(statement, "PRAGMA freelist_count");
            long pageBytes = JournalFile.number(statement, "PRAGMA page_size");
            usedBytes = (pages - free) * pageBytes;
            freeBytes = free * pageBytes;
        }
    }

    long endOffset() {
        return endOffset;
    }

    long usedBytes() {
        return usedBytes;
    }

    /** Bytes of the file's free pages, which are used before it grows. */
    long freeBytes() {
        return freeBytes;
    }

    /** Bytes of the history. */
    long historyBytes() {
        return historyBytes;
    }

    Map<String, Long> cursors() {
        return cursors;
    }

    void appended(int events) {
        endOffset += events;
    }

    void moved(String destination, long nextOffset) {
        cursors.merge(destination, nextOffset, Math::max);
    }

    void filed(String source, long more) {
        deadLetters.merge(source, more, Long::sum);
    }

    void parked(String destination, long more) {
        parked.merge(destination, more, Long::sum);
    }

    void recorded(long moreBytes) {
        historyBytes += moreBytes;
    }

    JournalStatus status(long maxBytes) {
        Map<String, Map<Integer, Long>> byPartition = new HashMap<>();
        cursors.forEach((destination, next) -> byPartition.put(destination, Map.of(SqliteJournal.PARTITION, next)));
        return new JournalStatus(
                usedBytes,
                maxBytes,
                Map.of(SqliteJournal.PARTITION, endOffset),
                Map.copyOf(byPartition),
                Map.copyOf(deadLetters),
                Map.copyOf(parked));
    }
}
