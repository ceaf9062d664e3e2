package dev.sluice.journal.sqlite;

import dev.sluice.event.EnvelopeScanner;
import dev.sluice.journal.StoredEvent;
import dev.sluice.journal.trail.EventMark;
import dev.sluice.journal.trail.MarkCodec;
import dev.sluice.journal.trail.Outcome;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** Reads back the keys of the events that were accepted last: of the log, and before it of the history. For one reading. */
final class NewestKeys {

    private final long[] keys;
    private int count;

    NewestKeys(int max) {
        keys = new long[max];
    }

    /** Newest first. */
    long[] read(Connection connection) throws SQLException {
        readLog(connection);
        readHistory(connection);
        return Arrays.copyOf(keys, count);
    }

    private void readLog(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT first_offset, event_count, payload FROM chunks ORDER BY first_offset DESC");
                ResultSet row = select.executeQuery()) {
            while (count < keys.length && row.next()) {
                try {
                    add(ChunkCodec.decode(row.getLong(1), row.getInt(2), row.getBytes(3)));
                } catch (JournalCorruptException damaged) {
                    // Lanes find it too, and set it aside.
                    continue;
                }
            }
        }
    }

    /** One destination's lasting steps: each event once, or again where it was sent again. */
    private void readHistory(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT events FROM history WHERE destination = (SELECT min(destination) FROM cursors) AND outcome <> ?
                ORDER BY id DESC
                """)) {
            select.setString(1, Outcome.RETRIED.name());
            try (ResultSet row = select.executeQuery()) {
                while (count < keys.length && row.next()) {
                    long[] marks = MarkCodec.keys(row.getBytes(1));
                    for (int i = marks.length - 1; i >= 0; i--) {
                        add(marks[i]);
                    }
                }
            }
        }
    }

    private void add(List<StoredEvent> events) {
        for (int i = events.size() - 1; i >= 0; i--) {
            try {
                add(EventMark.key(EnvelopeScanner.id(events.get(i).body())));
            } catch (IOException unreadable) {
                // It has no id to be known by.
                continue;
            }
        }
    }

    private void add(long key) {
        if (count < keys.length) {
            keys[count++] = key;
        }
    }
}
