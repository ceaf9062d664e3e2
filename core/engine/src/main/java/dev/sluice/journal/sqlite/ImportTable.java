package dev.sluice.journal.sqlite;

import dev.sluice.journal.ImportMark;
import dev.sluice.journal.ImportMovedException;
import dev.sluice.journal.ImportPosition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How far each file is imported, on one connection and its thread. A row a file, and rows stay: a file is known for good. */
final class ImportTable implements AutoCloseable {

    private final PreparedStatement select;
    private final PreparedStatement store;

    ImportTable(Connection connection) throws SQLException {
        select = connection.prepareStatement("SELECT position, lines, events, refused FROM imports WHERE name = ?");
        store = connection.prepareStatement("""
                INSERT INTO imports (name, position, lines, events, refused, updated_at) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET position = excluded.position, lines = excluded.lines, events = excluded.events,
                  refused = excluded.refused, updated_at = excluded.updated_at
                """);
    }

    ImportPosition position(String name) throws SQLException {
        select.setString(1, name);
        try (ResultSet row = select.executeQuery()) {
            return row.next()
                    ? new ImportPosition(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4))
                    : ImportPosition.START;
        }
    }

    /** @throws ImportMovedException where the mark does not begin at the position */
    void move(ImportMark mark, long nowMillis) throws SQLException {
        long stands = position(mark.name()).bytes();
        if (stands != mark.from()) {
            throw new ImportMovedException(mark, stands);
        }
        store.setString(1, mark.name());
        store.setLong(2, mark.to().bytes());
        store.setLong(3, mark.to().lines());
        store.setLong(4, mark.to().events());
        store.setLong(5, mark.to().refused());
        store.setLong(6, nowMillis);
        store.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        select.close();
        store.close();
    }
}
