package dev.sluice.journal.sqlite;

import dev.sluice.journal.ParkedEvent;
import dev.sluice.journal.parked.ParkedKeys;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes the rows of events that are set aside, and when each key is due. For the writer's thread. */
final class ParkedTable {

    private final PreparedStatement insert;
    private final PreparedStatement retry;
    private final PreparedStatement hold;
    private final PreparedStatement delete;
    private final PreparedStatement forget;

    ParkedTable(Connection connection) throws SQLException {
        insert = connection.prepareStatement("""
                INSERT OR IGNORE INTO parked
                  (destination, key, log_offset, received_at, tries, first_try_at, since_at, body)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """);
        retry = connection.prepareStatement("UPDATE parked SET tries = ?, first_try_at = ?, key = ? WHERE id = ?");
        hold = connection.prepareStatement(ParkedKeys.HOLD);
        delete = connection.prepareStatement("DELETE FROM parked WHERE id = ? RETURNING key");
        forget = connection.prepareStatement("""
                DELETE FROM parked_keys WHERE destination = ?1 AND key = ?2
                  AND NOT EXISTS (SELECT 1 FROM parked WHERE destination = ?1 AND key = ?2)
                """);
    }

    /** Sets an event aside, or back; answers whether it is one more. */
    boolean park(String destination, ParkedEvent parked) throws SQLException {
        ParkedKeys.hold(hold, destination, parked);
        if (parked.event().isParked()) {
            retry.setInt(1, parked.attempts().tries());
            retry.setLong(2, parked.attempts().firstTryAtMillis());
            retry.setString(3, parked.key());
            retry.setLong(4, parked.event().offset());
            retry.executeUpdate();
            return false;
        }
        insert.setString(1, destination);
        insert.setString(2, parked.key());
        if (parked.event().offset() < 0) {
            // A replayed letter may be set aside as often as it is replayed.
            insert.setNull(3, Types.INTEGER);
        } else {
            insert.setLong(3, parked.event().offset());
        }
        insert.setLong(4, parked.event().receivedAtMillis());
        insert.setInt(5, parked.attempts().tries());
        insert.setLong(6, parked.attempts().firstTryAtMillis());
        insert.setLong(7, parked.attempts().sinceMillis());
        insert.setBytes(8, parked.event().body());
        return insert.executeUpdate() > 0;
    }

    /** Removes events that are done with; answers how many there were. */
    int remove(String destination, List<Long> ids) throws SQLException {
        int removed = 0;
        Set<String> keys = new HashSet<>();
        for (long id : ids) {
            delete.setLong(1, id);
            try (ResultSet row = delete.executeQuery()) {
                if (row.next()) {
                    removed++;
                    keys.add(row.getString(1));
                }
            }
        }
        for (String key : keys) {
            forget.setString(1, destination);
            forget.setString(2, key);
            forget.executeUpdate();
        }
        return removed;
    }
}
