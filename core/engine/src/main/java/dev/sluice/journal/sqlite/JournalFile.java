package dev.sluice.journal.sqlite;

import dev.sluice.journal.JournalUnusableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The SQLite file: how it is opened and what tables it has. */
final class JournalFile {

    private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);

    /** Fits a commit of some ten webhooks into few pages; larger pages make a lone commit dearer. */
    private static final int PAGE_BYTES = 8192;

    /** The write-ahead log is worked into the file at this size, so that it stays small beside it. */
    private static final int WAL_PAGES = 2_000;

    private static final int BUSY_MILLIS = 5_000;

    private static final String[] TABLES_OF_VERSION_1 = {
        """
        CREATE TABLE chunks (
          first_offset INTEGER PRIMARY KEY,
          event_count  INTEGER NOT NULL,
          received_at  INTEGER NOT NULL,
          crc32c       INTEGER NOT NULL,
          payload      BLOB NOT NULL)
        """,
        """
        CREATE TABLE cursors (
          destination TEXT NOT NULL,
          partition   INTEGER NOT NULL,
          next_offset INTEGER NOT NULL,
          PRIMARY KEY (destination, partition)) WITHOUT ROWID
        """,
        LetterTable.CREATE,
        "CREATE TABLE log_end (partition INTEGER PRIMARY KEY, next_offset INTEGER NOT NULL)",
        "INSERT INTO log_end VALUES (0, 0)"
    };

    /** What version 2 added: events set aside for one destination, the moments they wait for, and how far files are imported. */
    private static final String[] TABLES_OF_VERSION_2 = {
        """
        CREATE TABLE parked (
          id           INTEGER PRIMARY KEY AUTOINCREMENT,
          destination  TEXT NOT NULL,
          key          TEXT NOT NULL,
          log_offset   INTEGER,
          received_at  INTEGER NOT NULL,
          tries        INTEGER NOT NULL,
          first_try_at INTEGER NOT NULL,
          since_at     INTEGER NOT NULL,
          body         BLOB NOT NULL,
          UNIQUE (destination, log_offset))
        """,
        "CREATE INDEX parked_by_key ON parked (destination, key, id)",
        """
        CREATE TABLE parked_keys (
          destination TEXT NOT NULL,
          key         TEXT NOT NULL,
          due_at      INTEGER NOT NULL,
          PRIMARY KEY (destination, key)) WITHOUT ROWID
        """,
        "CREATE INDEX parked_by_due ON parked_keys (destination, due_at)",
        "CREATE INDEX dead_letters_by_event ON dead_letters (event_id)",
        """
        CREATE TABLE imports (
          name       TEXT PRIMARY KEY,
          position   INTEGER NOT NULL,
          lines      INTEGER NOT NULL,
          events     INTEGER NOT NULL,
          refused    INTEGER NOT NULL,
          updated_at INTEGER NOT NULL) WITHOUT ROWID
        """
    };

    /** What version 3 added: what became of each event. */
    private static final String[] TABLES_OF_VERSION_3 = {"""
        CREATE TABLE history (
          id          INTEGER PRIMARY KEY,
          destination TEXT NOT NULL,
          outcome     TEXT NOT NULL,
          detail      TEXT NOT NULL,
          tries       INTEGER NOT NULL,
          at          INTEGER NOT NULL,
          events      BLOB NOT NULL)
        """};

    /** What version 4 added: since when a key waits. What waited before did so for an hour at most. */
    private static final String[] TABLES_OF_VERSION_4 = {
        "ALTER TABLE parked_keys ADD COLUMN parked_at INTEGER NOT NULL DEFAULT 0",
        "UPDATE parked_keys SET parked_at = due_at - 3600000",
        "CREATE INDEX parked_by_start ON parked_keys (destination, parked_at)"
    };

    private static final List<String[]> CHANGES =
            List.of(TABLES_OF_VERSION_1, TABLES_OF_VERSION_2, TABLES_OF_VERSION_3, TABLES_OF_VERSION_4);

    /** Raised with each change of the tables. */
    static final int VERSION = CHANGES.size();

    private final Path path;

    JournalFile(Path path) {
        this.path = path;
    }

    /** Makes the folder, so that a path that does not exist yet can be locked. */
    void makeFolder() throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
    }

    /** The connection that writes; makes the tables where the file is new. */
    Connection openForWriting() throws SQLException {
        Connection connection = connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA page_size = " + PAGE_BYTES);
            // Freed pages are used again; the file keeps its size, which maxBytes bounds.
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA wal_autocheckpoint = " + WAL_PAGES);
            connection.setAutoCommit(false);
            int version = number(statement, "PRAGMA user_version");
            if (version < 0 || version > VERSION) {
                throw new JournalUnusableException("the journal " + path + " has the format " + version
                        + ", this version of Sluice writes " + VERSION
                        + "; run the version that wrote it, or give this one another journal.path");
            }
            if (version == 0) {
                refuseOthers(statement);
            } else if (version < VERSION) {
                LOG.info("Bringing the journal {} from format {} to {}", path, version, VERSION);
            }
            if (version < VERSION) {
                change(statement, version);
            }
            connection.commit();
            return connection;
        } catch (SQLException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    Connection openForReading() throws SQLException {
        Connection connection = connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = TRUE");
            return connection;
        }
    }

    static int number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    Path path() {
        return path;
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private void refuseOthers(Statement statement) throws SQLException {
        if (number(statement, "SELECT count(*) FROM sqlite_schema") > 0) {
            throw new JournalUnusableException(
                    "the file " + path + " is a SQLite database, but no journal of Sluice; give another journal.path");
        }
    }

    private static void change(Statement statement, int version) throws SQLException {
        for (String[] changes : CHANGES.subList(version, VERSION)) {
            for (String change : changes) {
                statement.execute(change);
            }
        }
        statement.execute("PRAGMA user_version = " + VERSION);
    }

    private Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = " + BUSY_MILLIS);
            return connection;
        }
    }
}
