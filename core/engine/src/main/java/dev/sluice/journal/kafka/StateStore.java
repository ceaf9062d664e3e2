package dev.sluice.journal.kafka;

import dev.sluice.journal.ParkedEvent;
import dev.sluice.journal.StoredLetter;
import dev.sluice.journal.parked.ParkedKeys;
import dev.sluice.journal.sqlite.LetterTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the compacted topics say, in tables that can be searched: letters, parked events, positions. Written by one thread; others
 * read on connections of their own. The counts may be asked for from any thread.
 */
final class StateStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StateStore.class);

    private static final String[] TABLES = {
        LetterTable.CREATE,
        "CREATE TABLE letter_keys (key BLOB PRIMARY KEY, id INTEGER NOT NULL UNIQUE) WITHOUT ROWID",
        """
        CREATE TABLE parked (
          destination  TEXT NOT NULL,
          id           INTEGER NOT NULL,
          partition    INTEGER NOT NULL,
          key          TEXT NOT NULL,
          received_at  INTEGER NOT NULL,
          tries        INTEGER NOT NULL,
          first_try_at INTEGER NOT NULL,
          since_at     INTEGER NOT NULL,
          body         BLOB NOT NULL,
          PRIMARY KEY (destination, id))
        """,
        "CREATE INDEX parked_by_key ON parked (destination, key, id)",
        """
        CREATE TABLE parked_keys (
          destination TEXT NOT NULL,
          key         TEXT NOT NULL,
          parked_at   INTEGER NOT NULL,
          due_at      INTEGER NOT NULL,
          PRIMARY KEY (destination, key)) WITHOUT ROWID
        """,
        "CREATE INDEX parked_by_due ON parked_keys (destination, due_at)",
        "CREATE INDEX parked_by_start ON parked_keys (destination, parked_at)",
        "CREATE TABLE positions (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"
    };

    private final Topics topics;
    private final StateFile file;
    private final Connection connection;
    private final LetterTable letters;
    private final PreparedStatement letterOf;
    private final PreparedStatement keyLetter;
    private final PreparedStatement unkeyLetter;
    private final PreparedStatement park;
    private final PreparedStatement hold;
    private final PreparedStatement unpark;
    private final PreparedStatement forget;
    private final PreparedStatement place;
    private final PreparedStatement unplace;
    private final Map<String, Long> letterCounts = new ConcurrentHashMap<>();
    private final Map<String, Long> parkedCounts = new ConcurrentHashMap<>();
    private final Map<String, Long> destinations = new ConcurrentHashMap<>();
    private final Set<String> parkedFor = new HashSet<>();

    /** Makes empty tables. */
    StateStore(Topics topics, StateFile file) throws SQLException {
        this.topics = topics;
        this.file = file;
        connection = file.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            // Made anew at each start, so that nothing of it has to survive.
            statement.execute("PRAGMA synchronous = OFF");
            connection.setAutoCommit(false);
            for (String table : TABLES) {
                statement.execute(table);
            }
        }
        connection.commit();
        letters = new LetterTable(connection);
        letterOf = connection.prepareStatement("SELECT id FROM letter_keys WHERE key = ?");
        keyLetter = connection.prepareStatement("INSERT OR REPLACE INTO letter_keys (key, id) VALUES (?, ?)");
        unkeyLetter = connection.prepareStatement("DELETE FROM letter_keys WHERE key = ?");
        park = connection.prepareStatement("""
                INSERT INTO parked (destination, id, partition, key, received_at, tries, first_try_at, since_at, body)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                ON CONFLICT DO UPDATE SET key = ?4, received_at = ?5, tries = ?6, first_try_at = ?7, since_at = ?8, body = ?9
                """);
        hold = connection.prepareStatement(ParkedKeys.HOLD);
        unpark = connection.prepareStatement("DELETE FROM parked WHERE destination = ? AND id = ? RETURNING key");
        forget = connection.prepareStatement("""
                DELETE FROM parked_keys WHERE destination = ?1 AND key = ?2
                  AND NOT EXISTS (SELECT 1 FROM parked WHERE destination = ?1 AND key = ?2)
                """);
        place = connection.prepareStatement("INSERT OR REPLACE INTO positions (key, value) VALUES (?, ?)");
        unplace = connection.prepareStatement("DELETE FROM positions WHERE key = ?");
    }

    /** Takes over what a record says; the newest of a key counts. To be followed by {@link #commit}. */
    void apply(ConsumerRecord<byte[], byte[]> record) throws SQLException {
        if (record.key() == null) {
            return;
        }
        try {
            if (record.topic().equals(topics.deadLetters())) {
                letter(record);
            } else if (record.topic().equals(topics.parked())) {
                parked(record);
            } else {
                position(new String(record.key(), StandardCharsets.UTF_8), record.value());
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException notOurs) {
            LOG.warn(
                    "Record {} of {}-{} was not written by Sluice and is passed over",
                    record.offset(),
                    record.topic(),
                    record.partition());
        }
    }

    /** Where the tables are. */
    Path folder() {
        return file.folder();
    }

    /** Forgets what was applied since the last commit. */
    void undo() throws SQLException {
        try {
            connection.rollback();
        } catch (SQLException undoneAlready) {
            // As SQLite does by itself when its disk is full; its driver then leaves no transaction.
            try (Statement statement = connection.createStatement()) {
                statement.execute("BEGIN");
            }
        }
        parkedFor.clear();
        count("SELECT source, count(*) FROM dead_letters GROUP BY source", letterCounts);
        count("SELECT destination, count(*) FROM parked GROUP BY destination", parkedCounts);
    }

    private void count(String query, Map<String, Long> counts) throws SQLException {
        counts.replaceAll((name, count) -> 0L);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                counts.put(row.getString(1), row.getLong(2));
            }
        }
    }

    /** Makes what was applied seen; answers for which destinations something was set aside, or is no longer. */
    Set<String> commit() throws SQLException {
        connection.commit();
        Set<String> changed = Set.copyOf(parkedFor);
        parkedFor.clear();
        return changed;
    }

    /** A connection for one other thread, which changes nothing on it. */
    Connection openForReading() throws SQLException {
        Connection reading = file.connect();
        try (Statement statement = reading.createStatement()) {
            statement.execute("PRAGMA query_only = TRUE");
            return reading;
        }
    }

    /** How many letters there are, by source. */
    Map<String, Long> letterCounts() {
        return Map.copyOf(letterCounts);
    }

    /** How many events are set aside, by destination. */
    Map<String, Long> parkedCounts() {
        return Map.copyOf(parkedCounts);
    }

    /** When a node last said that it has a destination, by id, in milliseconds since 1970. */
    Map<String, Long> destinations() {
        return Map.copyOf(destinations);
    }

    @Override
    public void close() throws SQLException {
        try {
            connection.close();
        } finally {
            file.delete();
        }
    }

    private void letter(ConsumerRecord<byte[], byte[]> record) throws SQLException {
        String source = LetterRecords.source(record.key());
        letterOf.setBytes(1, record.key());
        long before = 0;
        try (ResultSet row = letterOf.executeQuery()) {
            before = row.next() ? row.getLong(1) : 0;
        }
        if (before != 0) {
            letters.delete(before);
            letterCounts.merge(source, -1L, Long::sum);
        }
        if (record.value() == null) {
            unkeyLetter.setBytes(1, record.key());
            unkeyLetter.executeUpdate();
            return;
        }
        StoredLetter stored = LetterRecords.read(record);
        letters.keep(stored);
        keyLetter.setBytes(1, record.key());
        keyLetter.setLong(2, stored.id());
        keyLetter.executeUpdate();
        letterCounts.merge(source, 1L, Long::sum);
    }

    private void parked(ConsumerRecord<byte[], byte[]> record) throws SQLException {
        String destination = ParkedRecords.destination(record.key());
        long id = ParkedRecords.id(record.key());
        parkedFor.add(destination);
        unpark.setString(1, destination);
        unpark.setLong(2, id);
        String before = "";
        try (ResultSet row = unpark.executeQuery()) {
            if (row.next()) {
                before = row.getString(1);
                parkedCounts.merge(destination, -1L, Long::sum);
            }
        }
        if (record.value() != null) {
            park(destination, record);
        }
        if (!before.isEmpty()) {
            forget.setString(1, destination);
            forget.setString(2, before);
            forget.executeUpdate();
        }
    }

    private void park(String destination, ConsumerRecord<byte[], byte[]> record) throws SQLException {
        ParkedEvent parked = ParkedRecords.read(record);
        park.setString(1, destination);
        park.setLong(2, parked.event().offset());
        park.setInt(3, record.partition());
        park.setString(4, parked.key());
        park.setLong(5, parked.event().receivedAtMillis());
        park.setInt(6, parked.attempts().tries());
        park.setLong(7, parked.attempts().firstTryAtMillis());
        park.setLong(8, parked.attempts().sinceMillis());
        park.setBytes(9, parked.event().body());
        park.executeUpdate();
        ParkedKeys.hold(hold, destination, parked);
        parkedCounts.merge(destination, 1L, Long::sum);
    }

    private void position(String key, byte @Nullable [] value) throws SQLException {
        if (key.startsWith(PositionRecords.DESTINATION)) {
            String destination = key.substring(PositionRecords.DESTINATION.length());
            if (value == null) {
                destinations.remove(destination);
            } else {
                destinations.put(destination, Long.parseLong(new String(value, StandardCharsets.UTF_8)));
            }
        } else if (value == null) {
            unplace.setString(1, key);
            unplace.executeUpdate();
        } else {
            place.setString(1, key);
            place.setString(2, new String(value, StandardCharsets.UTF_8));
            place.executeUpdate();
        }
    }
}
