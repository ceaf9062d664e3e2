package dev.sluice.journal.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Copies what can be read of one table: from the first row on until one can't be read, then from the last row back. What lies between
 * is lost.
 *
 * @param key an integer that rows are found by
 * @param hasRowid whether rows can be found by the key; small tables without are read once, in whatever order
 */
record TableCopy(String table, String key, List<String> columns, boolean hasRowid) {

    TableCopy(String table, String key, List<String> columns) {
        this(table, key, columns, true);
    }

    /** A table that has no such key. */
    TableCopy withoutRowid() {
        return new TableCopy(table, key, columns, false);
    }

    /** Copies; answers what could not be read, in words. */
    List<String> copy(Connection from, Connection to) throws SQLException {
        String names = String.join(", ", columns);
        String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
        try (PreparedStatement insert =
                to.prepareStatement("INSERT OR REPLACE INTO " + table + " (" + names + ") VALUES (" + marks + ")")) {
            return hasRowid ? copyByKey(from, insert) : copyAll(from, insert);
        }
    }

    private List<String> copyAll(Connection from, PreparedStatement insert) throws SQLException {
        try (PreparedStatement select =
                        from.prepareStatement("SELECT " + String.join(", ", columns) + " FROM " + table);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                put(row, 0, insert);
            }
            return List.of();
        } catch (SQLException unreadable) {
            return List.of("some of the table " + table + ": " + unreadable.getMessage());
        }
    }

    private List<String> copyByKey(Connection from, PreparedStatement insert) throws SQLException {
        Reach up = walk(from, insert, ">", "ASC", Long.MIN_VALUE);
        if (up.whole) {
            return List.of();
        }
        Reach down = walk(from, insert, "<", "DESC", Long.MAX_VALUE);
        List<String> lost = new ArrayList<>();
        if (!table.equals("chunks")) {
            lost.add("some of the table " + table
                    + (up.last == Long.MIN_VALUE ? "" : " after " + up.last)
                    + (down.last == Long.MAX_VALUE ? "" : " before " + down.last));
        }
        return lost;
    }

    /** How far a walk came. */
    private record Reach(long last, boolean whole) {}

    private Reach walk(Connection from, PreparedStatement insert, String beyond, String order, long start)
            throws SQLException {
        long last = start;
        String query = "SELECT " + key + ", " + String.join(", ", columns) + " FROM " + table + " WHERE " + key + " "
                + beyond + " ? ORDER BY " + key + " " + order + " LIMIT 1";
        while (true) {
            // A statement that has met a damaged page is of no use any more.
            try (PreparedStatement select = from.prepareStatement(query)) {
                select.setLong(1, last);
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next()) {
                        return new Reach(last, true);
                    }
                    put(row, 1, insert);
                    last = row.getLong(1);
                }
            } catch (SQLException failure) {
                if (Salvage.isDamage(failure)) {
                    return new Reach(last, false);
                }
                throw failure;
            }
        }
    }

    private void put(ResultSet row, int offset, PreparedStatement insert) throws SQLException {
        for (int i = 1; i <= columns.size(); i++) {
            insert.setObject(i, row.getObject(i + offset));
        }
        insert.executeUpdate();
    }
}
