package dev.sluice.journal.sqlite;

import dev.sluice.journal.Attempts;
import dev.sluice.journal.StoredEvent;
import dev.sluice.journal.parked.ParkedKeys;
import dev.sluice.journal.parked.ParkedLane;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the rows of events that are set aside. For the reading thread. */
final class ParkedRows implements ParkedLane.Rows, AutoCloseable {

    private final PreparedStatement dueKeys;
    private final PreparedStatement earliest;
    private final PreparedStatement events;

    ParkedRows(Connection connection) throws SQLException {
        dueKeys = connection.prepareStatement("SELECT key FROM (" + ParkedKeys.DUE + ") ORDER BY due_at");
        earliest = connection.prepareStatement(ParkedKeys.NEXT);
        events = connection.prepareStatement("""
                SELECT id, received_at, tries, first_try_at, since_at, body FROM parked
                WHERE destination = ? AND key = ? AND id > ? ORDER BY id LIMIT ?
                """);
    }

    @Override
    public List<String> dueKeys(String destination, long now) throws SQLException {
        dueKeys.setString(1, destination);
        dueKeys.setLong(2, now);
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
        events.setInt(4, limit);
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
        dueKeys.close();
        earliest.close();
        events.close();
    }
}
