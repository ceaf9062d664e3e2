package dev.sluice.journal.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks into a journal's file and changes nothing in it, whether a relay has it or not. Blocks. */
public final class JournalInspector {

    private final Path file;

    public JournalInspector(Path file) {
        this.file = file;
    }

    /** Counts what is there. */
    public JournalFacts stats() throws IOException {
        return look(false);
    }

    /** Counts what is there, and reads all of it to see that it is what was written. */
    public JournalFacts check() throws IOException {
        return look(true);
    }

    private JournalFacts look(boolean whole) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException("there is no journal at " + file);
        }
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            List<String> faults = new ArrayList<>();
            int version = JournalFile.number(statement, "PRAGMA user_version");
            if (version != JournalFile.VERSION) {
                throw new IOException(file + " is no journal of this version of Sluice; its format is " + version);
            }
            if (whole) {
                integrity(statement, faults);
                chunks(statement, faults);
            }
            return facts(statement, faults);
        } catch (SQLException unreadable) {
            throw new IOException(file + " can't be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** A log beside the file belongs to it; without one nobody writes, and nothing needs to be made beside the file to read it. */
    private Connection open() throws SQLException {
        boolean inUse = Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
        return DriverManager.getConnection("jdbc:sqlite:"
                + file.toUri().toString().replace("file:///", "file:/") + (inUse ? "?mode=ro" : "?immutable=1"));
    }

    private static void integrity(Statement statement, List<String> faults) throws SQLException {
        try (ResultSet row = statement.executeQuery("PRAGMA integrity_check(20)")) {
            while (row.next()) {
                if (!row.getString(1).equals("ok")) {
                    faults.add(row.getString(1));
                }
            }
        }
    }

    private static void chunks(Statement statement, List<String> faults) throws SQLException {
        long expected = -1;
        try (ResultSet row = statement.executeQuery(
                "SELECT first_offset, event_count, crc32c, payload FROM chunks ORDER BY first_offset")) {
            while (row.next()) {
                long first = row.getLong(1);
                int count = row.getInt(2);
                if (expected >= 0 && first != expected) {
                    faults.add("events " + expected + " to " + (first - 1) + " are missing");
                }
                expected = first + count;
                verify(first, count, row, faults);
            }
        }
    }

    private static void verify(long first, int count, ResultSet row, List<String> faults) throws SQLException {
        try {
            byte[] payload = row.getBytes(4);
            ChunkCodec.verify(first, count, row.getLong(3), payload);
            ChunkCodec.decode(first, count, payload);
        } catch (JournalCorruptException damage) {
            faults.add(damage.getMessage());
        }
    }

    private JournalFacts facts(Statement statement, List<String> faults) throws SQLException, IOException {
        long end = number(statement, "SELECT coalesce(max(next_offset), 0) FROM log_end");
        Map<String, Long> parked = numbers(statement, "SELECT destination, count(*) FROM parked GROUP BY destination");
        Map<String, Long> pending = new TreeMap<>();
        numbers(statement, "SELECT destination, next_offset FROM cursors")
                .forEach((destination, next) ->
                        pending.put(destination, end - next + parked.getOrDefault(destination, 0L)));
        Path log = file.resolveSibling(file.getFileName() + "-wal");
        return new JournalFacts(
                Files.size(file) + (Files.exists(log) ? Files.size(log) : 0),
                number(statement, "SELECT coalesce(sum(event_count), 0) FROM chunks"),
                number(statement, "SELECT coalesce(min(first_offset), " + end + ") FROM chunks"),
                end,
                number(statement, "SELECT coalesce(min(received_at), 0) FROM chunks"),
                pending,
                parked,
                numbers(statement, "SELECT source || ':' || reason, count(*) FROM dead_letters GROUP BY 1"),
                faults);
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static Map<String, Long> numbers(Statement statement, String query) throws SQLException {
        Map<String, Long> numbers = new TreeMap<>();
        try (ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                numbers.put(row.getString(1), row.getLong(2));
            }
        }
        return numbers;
    }
}
