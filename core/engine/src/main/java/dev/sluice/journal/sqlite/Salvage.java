package dev.sluice.journal.sqlite;

import dev.sluice.journal.DeadLetter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Makes a new journal of what can be read in a damaged one, which is set aside as it was. Offsets and cursors stay, so that lanes go
 * on where they stood; what is missing between them becomes a dead letter that says so.
 */
final class Salvage {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private static final List<TableCopy> TABLES = List.of(
            new TableCopy("log_end", "partition", List.of("partition", "next_offset")),
            new TableCopy("cursors", "rowid", List.of("destination", "partition", "next_offset")).withoutRowid(),
            new TableCopy(
                    "chunks",
                    "first_offset",
                    List.of("first_offset", "event_count", "received_at", "crc32c", "payload")),
            new TableCopy(
                    "parked",
                    "id",
                    List.of(
                            "id",
                            "destination",
                            "key",
                            "log_offset",
                            "received_at",
                            "tries",
                            "first_try_at",
                            "since_at",
                            "body")),
            new TableCopy("parked_keys", "rowid", List.of("destination", "key", "due_at")).withoutRowid(),
            new TableCopy("imports", "rowid", List.of("name", "position", "lines", "events", "refused", "updated_at"))
                    .withoutRowid(),
            new TableCopy("history", "id", List.of("id", "destination", "outcome", "detail", "tries", "at", "events")),
            new TableCopy(
                    "dead_letters",
                    "id",
                    List.of(
                            "id",
                            "source",
                            "partition",
                            "log_offset",
                            "event_id",
                            "event_name",
                            "reason",
                            "detail",
                            "original",
                            "mapped",
                            "tries",
                            "received_at",
                            "first_try_at",
                            "died_at")));

    private final Path file;
    private final List<String> destinations;
    private final Clock clock;
    private final List<String> lost = new ArrayList<>();

    private Salvage(Path file, List<String> destinations, Clock clock) {
        this.file = file;
        this.destinations = destinations;
        this.clock = clock;
    }

    /**
     * Salvages a journal that is known to be damaged, or can't be opened for damage; nothing otherwise.
     *
     * @param destinations the configured ones: what none of them has still to read is not missed
     */
    static Optional<SalvageReport> whereDamaged(Path file, List<String> destinations, Clock clock)
            throws IOException, SQLException {
        DamageMark mark = new DamageMark(file);
        Optional<String> known = mark.read();
        if (known.isEmpty() && mark.isDatabase()) {
            known = trouble(file);
        }
        if (known.isEmpty()) {
            return Optional.empty();
        }
        SalvageReport report = new Salvage(file, destinations, clock).run(known.get());
        mark.clear();
        return Optional.of(report);
    }

    /** Whether an exception says that the file, and not the circumstances, is at fault. */
    static boolean isDamage(Throwable failure) {
        return failure instanceof SQLiteException sqlite
                && (sqlite.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_CORRUPT.code;
    }

    private static Optional<String> trouble(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            JournalFile.number(statement, "SELECT count(*) FROM sqlite_schema");
            LogState.read(connection);
            return Optional.empty();
        } catch (SQLException failure) {
            return isDamage(failure) ? Optional.of(String.valueOf(failure.getMessage())) : Optional.empty();
        }
    }

    private SalvageReport run(String why) throws IOException, SQLException {
        Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + NAME.format(clock.instant()));
        Files.move(file, aside);
        Path log = file.resolveSibling(file.getFileName() + "-wal");
        if (Files.exists(log)) {
            Files.move(log, aside.resolveSibling(aside.getFileName() + "-wal"));
        }
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-shm"));
        try (Connection from = openDamaged(aside);
                Connection to = new JournalFile(file).openForWriting()) {
            for (TableCopy table : TABLES) {
                lost.addAll(table.copy(from, to));
            }
            new LogAudit(to, destinations, clock).run(lost);
            to.commit();
            try (Statement statement = to.createStatement()) {
                return new SalvageReport(
                        why,
                        aside,
                        JournalFile.number(statement, "SELECT coalesce(sum(event_count), 0) FROM chunks"),
                        JournalFile.number(
                                statement,
                                "SELECT count(*) FROM dead_letters WHERE source <> '" + DeadLetter.JOURNAL + "'"),
                        lost);
            }
        }
    }

    /** SQLite reads nothing at all of a file that is shorter than its header says, unless it is told that this is known. */
    private static Connection openDamaged(Path file) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA writable_schema = ON");
            statement.execute("PRAGMA query_only = TRUE");
            return connection;
        }
    }
}
