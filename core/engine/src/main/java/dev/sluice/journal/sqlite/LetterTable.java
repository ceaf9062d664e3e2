package dev.sluice.journal.sqlite;

import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.LetterQuery;
import dev.sluice.journal.StoredLetter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The dead letters' rows, on one connection and its thread. */
public final class LetterTable implements AutoCloseable {

    /** The table, as it is made. */
    public static final String CREATE = """
        CREATE TABLE dead_letters (
          id           INTEGER PRIMARY KEY AUTOINCREMENT,
          source       TEXT NOT NULL,
          partition    INTEGER NOT NULL,
          log_offset   INTEGER,
          event_id     TEXT NOT NULL,
          event_name   TEXT NOT NULL,
          reason       TEXT NOT NULL,
          detail       TEXT NOT NULL,
          original     BLOB NOT NULL,
          mapped       BLOB,
          tries        INTEGER NOT NULL,
          received_at  INTEGER NOT NULL,
          first_try_at INTEGER NOT NULL,
          died_at      INTEGER NOT NULL,
          UNIQUE (source, partition, log_offset))
        """;

    private static final String INSERT = """
                INSERT OR %s INTO dead_letters (source, partition, log_offset, event_id, event_name, reason, detail,
                  original, mapped, tries, received_at, first_try_at, died_at, id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """;

    private static final String COLUMNS = "id, source, partition, log_offset, event_id, event_name, reason, detail,"
            + " original, mapped, tries, received_at, first_try_at, died_at";

    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement replace;

    public LetterTable(Connection connection) throws SQLException {
        this.connection = connection;
        insert = connection.prepareStatement(INSERT.formatted("IGNORE"));
        replace = connection.prepareStatement(INSERT.formatted("REPLACE"));
    }

    /** Files a letter; answers whether it was not there yet. */
    boolean file(DeadLetter letter) throws SQLException {
        insert.setNull(14, Types.INTEGER);
        return write(insert, letter) > 0;
    }

    /** Keeps a letter under a number that was given to it elsewhere, in place of one of the same position. */
    public void keep(StoredLetter stored) throws SQLException {
        replace.setLong(14, stored.id());
        write(replace, stored.letter());
    }

    private static int write(PreparedStatement statement, DeadLetter letter) throws SQLException {
        statement.setString(1, letter.source());
        statement.setInt(2, letter.partition());
        if (letter.offset() < 0) {
            // No two nulls are the same to a unique key, so that what never stood in the log is always filed.
            statement.setNull(3, Types.INTEGER);
        } else {
            statement.setLong(3, letter.offset());
        }
        statement.setString(4, letter.eventId());
        statement.setString(5, letter.eventName());
        statement.setString(6, letter.reason());
        statement.setString(7, letter.detail());
        statement.setBytes(8, letter.original());
        statement.setBytes(9, letter.mapped().orElse(null));
        statement.setInt(10, letter.tries());
        statement.setLong(11, letter.receivedAtMillis());
        statement.setLong(12, letter.firstTryAtMillis());
        statement.setLong(13, letter.diedAtMillis());
        return statement.executeUpdate();
    }

    /** Newest first. */
    public List<StoredLetter> newestBefore(LetterQuery query, long before, int limit) throws SQLException {
        LetterCondition condition = LetterCondition.of(query).and("id < ?", before);
        return select(condition, "ORDER BY id DESC LIMIT " + limit);
    }

    /** Oldest first. */
    public List<StoredLetter> oldestAfter(LetterQuery query, long after, int limit) throws SQLException {
        return oldestBetween(query, after, Long.MAX_VALUE, limit);
    }

    /** The same up to a number, which may be {@link #newest} as it was at the start: what is filed meanwhile is not among them. */
    public List<StoredLetter> oldestBetween(LetterQuery query, long after, long last, int limit) throws SQLException {
        LetterCondition condition =
                LetterCondition.of(query).and("id > ?", after).and("id <= ?", last);
        return select(condition, "ORDER BY id LIMIT " + limit);
    }

    /** The highest number; 0 where there is no letter. */
    public long newest() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT max(id) FROM dead_letters");
                ResultSet row = select.executeQuery()) {
            return row.getLong(1);
        }
    }

    public long count(LetterQuery query) throws SQLException {
        LetterCondition condition = LetterCondition.of(query);
        try (PreparedStatement select =
                connection.prepareStatement("SELECT count(*) FROM dead_letters WHERE " + condition.sql())) {
            condition.bind(select);
            try (ResultSet row = select.executeQuery()) {
                return row.getLong(1);
            }
        }
    }

    public void delete(long id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM dead_letters WHERE id = ?")) {
            delete.setLong(1, id);
            delete.executeUpdate();
        }
    }

    /** Bytes of webhooks and mapped events in all letters. */
    public long bytes() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT coalesce(sum(length(original) + coalesce(length(mapped), 0)), 0) FROM dead_letters");
                ResultSet row = select.executeQuery()) {
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        insert.close();
        replace.close();
    }

    private List<StoredLetter> select(LetterCondition condition, String order) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT " + COLUMNS + " FROM dead_letters WHERE " + condition.sql() + " " + order)) {
            condition.bind(select);
            List<StoredLetter> letters = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    letters.add(new StoredLetter(row.getLong(1), letter(row)));
                }
            }
            return letters;
        }
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        long offset = row.getLong(4);
        boolean stoodInTheLog = !row.wasNull();
        return new DeadLetter(
                row.getString(2),
                row.getInt(3),
                stoodInTheLog ? offset : -1,
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getBytes(9),
                Optional.ofNullable(row.getBytes(10)),
                row.getInt(11),
                row.getLong(12),
                row.getLong(13),
                row.getLong(14));
    }
}
