package dev.sluice.journal.kafka;

import dev.sluice.journal.Attempts;
import dev.sluice.journal.StoredEvent;
import dev.sluice.journal.parked.ParkedKeys;
import dev.sluice.journal.parked.ParkedLane;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What is set aside in the partitions that are a lane's, on one connection and its thread. */
final class ParkedTable implements ParkedLane.Rows, AutoCloseable {

    private static final String OURS = "partition IN (SELECT value FROM json_each(?))";

    private final Connection connection;
    private final PreparedStatement dueKeys;
    private final PreparedStatement earliest;
    private final PreparedStatement events;
    private String partitions = "[]";

    ParkedTable(Connection connection) throws SQLException {
        this.connection = connection;
        dueKeys = connection.prepareStatement("""
                SELECT key FROM (%s) AS due
                WHERE EXISTS (SELECT 1 FROM parked WHERE parked.destination = ?1 AND parked.key = due.key AND %s)
                ORDER BY due_at
                """.formatted(ParkedKeys.DUE, OURS));
        earliest = connection.prepareStatement(ParkedKeys.NEXT);
        events = connection.prepareStatement("""
                SELECT id, received_at, tries, first_try_at, since_at, body FROM parked
                WHERE destination = ? AND key = ? AND id > ? AND %s ORDER BY id LIMIT ?
                """.formatted(OURS));
    }

    /** From now on only what is set aside in these is given out. */
    void restrictTo(Collection<Integer> ours) {
        partitions = ours.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    }

    @Override
    public List<String> dueKeys(String destination, long now) throws SQLException {
        dueKeys.setString(1, destination);
        dueKeys.setLong(2, now);
        dueKeys.setString(3, partitions);
        List<String> keys = new ArrayList<>();
        try (ResultSet row = dueKeys.executeQuery()) {
            while (row.next()) {
                keys.add(row.getString(1));
            }
        }
        return keys;
    }

    @Override
    public long nextDue(String destination, long now) throws SQLException {
        earliest.setString(1, destination);
        earliest.setLong(2, now);
        try (ResultSet row = earliest.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    @Override
    public List<StoredEvent> events(String destination, String key, long after, int limit) throws SQLException {
        events.setString(1, destination);
        events.setString(2, key);
        events.setLong(3, after);
        events.setString(4, partitions);
        events.setInt(5, limit);
        List<StoredEvent> found = new ArrayList<>();
        try (ResultSet row = events.executeQuery()) {
            while (row.next()) {
                Attempts attempts = new Attempts(row.getInt(3), row.getLong(4), row.getLong(5));
                found.add(
                        new StoredEvent(StoredEvent.PARKED, row.getLong(1), row.getLong(2), row.getBytes(6), attempts));
            }
        }
        return found;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
