package dev.sluice.journal.sqlite;

import dev.sluice.config.HistoryConfig;
import dev.sluice.journal.trail.LaneStep;
import dev.sluice.journal.trail.MarkCodec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Writes the rows of the history, a row a step, and deletes the oldest beyond the bounds. For the writer's thread. */
final class HistoryTable {

    /** What a row takes beside its events: its other columns and its share of a page. */
    private static final String ROW_BYTES = "64 + octet_length(detail) + octet_length(events)";

    /** The history leaves the room to events. */
    private static final int SHARE_OF_THE_JOURNAL = 16;

    private final long maxBytes;
    private final long maxAgeMillis;
    private final PreparedStatement insert;
    private final PreparedStatement oldest;
    private final PreparedStatement delete;

    /** @param journalBytes what the journal may hold in all */
    HistoryTable(Connection connection, HistoryConfig config, long journalBytes) throws SQLException {
        maxBytes = Math.min(config.maxBytes().bytes(), journalBytes / SHARE_OF_THE_JOURNAL);
        maxAgeMillis = config.maxAge().toMillis();
        insert = connection.prepareStatement(
                "INSERT INTO history (destination, outcome, detail, tries, at, events) VALUES (?, ?, ?, ?, ?, ?) RETURNING "
                        + ROW_BYTES);
        oldest = connection.prepareStatement("SELECT id, at, " + ROW_BYTES + " FROM history ORDER BY id LIMIT 1");
        delete = connection.prepareStatement("DELETE FROM history WHERE id = ?");
    }

    /** What the whole history takes. */
    static long bytes(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(sum(" + ROW_BYTES + "), 0) FROM history")) {
            return row.getLong(1);
        }
    }

    /** Writes a step; answers how many bytes it takes. */
    long record(String destination, LaneStep step) throws SQLException {
        insert.setString(1, destination);
        insert.setString(2, step.outcome().name());
        insert.setString(3, step.detail());
        insert.setInt(4, step.tries());
        insert.setLong(5, step.atMillis());
        insert.setBytes(6, MarkCodec.encode(step.events()));
        try (ResultSet row = insert.executeQuery()) {
            return row.getLong(1);
        }
    }

    /**
     * Deletes the oldest steps beyond the bounds.
     *
     * @param bytes what the history takes now
     * @return how many bytes are free again
     */
    long trim(long bytes, long nowMillis) throws SQLException {
        long freed = 0;
        while (true) {
            try (ResultSet row = oldest.executeQuery()) {
                boolean beyond = row.next() && (bytes - freed > maxBytes || row.getLong(2) < nowMillis - maxAgeMillis);
                if (!beyond) {
                    return freed;
                }
                freed += row.getLong(3);
                delete.setLong(1, row.getLong(1));
            }
            delete.executeUpdate();
        }
    }
}
