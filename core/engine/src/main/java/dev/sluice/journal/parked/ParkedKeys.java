package dev.sluice.journal.parked;

import dev.sluice.journal.ParkedEvent;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The table {@code parked_keys}, as every store has it: until when the events of each key are set aside, and since when. A key whose
 * events were set aside later than now was so before the clock was set back; nobody waits for the clock to get there again.
 */
public final class ParkedKeys {

    /** The keys whose time has come by {@code ?2}, for the destination {@code ?1}, each with its moment. */
    public static final String DUE = """
            SELECT key, due_at FROM parked_keys WHERE destination = ?1 AND due_at <= ?2
            UNION SELECT key, due_at FROM parked_keys WHERE destination = ?1 AND parked_at > ?2
            """;

    /** The first moment after {@code ?2} that a key of the destination {@code ?1} waits for, or null. */
    public static final String NEXT = "SELECT min(due_at) FROM parked_keys WHERE destination = ?1 AND due_at > ?2";

    /** Has a key wait: of two moments the later one, unless the clock was set back in between. */
    public static final String HOLD = """
            INSERT INTO parked_keys (destination, key, parked_at, due_at) VALUES (?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET parked_at = excluded.parked_at,
              due_at = iif(parked_at > excluded.parked_at, excluded.due_at, max(due_at, excluded.due_at))
            """;

    private ParkedKeys() {}

    /** Runs {@link #HOLD} for the key of an event. */
    public static void hold(PreparedStatement hold, String destination, ParkedEvent parked) throws SQLException {
        hold.setString(1, destination);
        hold.setString(2, parked.key());
        hold.setLong(3, parked.parkedAtMillis());
        hold.setLong(4, parked.dueAtMillis());
        hold.executeUpdate();
    }
}
