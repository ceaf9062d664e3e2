package dev.sluice.testkit.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Looks into the journal's file from outside, while no process has it. */
public final class JournalInspection {

    private final Path file;

    public JournalInspection(Path file) {
        this.file = file;
    }

    /**
     * Has SQLite check a copy of the file, with what a crash left beside it.
     *
     * @return {@code ok}, or what is wrong
     */
    String integrity(Path scratch) throws IOException, SQLException {
        if (!Files.exists(file)) {
            return "ok";
        }
        Path copy = scratch.resolve("copy.db");
        for (String suffix : List.of("", "-wal")) {
            Path part = file.resolveSibling(file.getFileName() + suffix);
            Path target = copy.resolveSibling(copy.getFileName() + suffix);
            Files.deleteIfExists(target);
            if (Files.exists(part)) {
                Files.copy(part, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.deleteIfExists(copy.resolveSibling("copy.db-shm"));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA integrity_check")) {
            return row.getString(1);
        }
    }

    /** All dead letters. */
    public List<Letter> letters() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT source, event_id, reason, detail, CAST(original AS TEXT), died_at - received_at"
                                + " FROM dead_letters")) {
            List<Letter> letters = new ArrayList<>();
            while (row.next()) {
                letters.add(new Letter(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        Duration.ofMillis(row.getLong(6))));
            }
            return letters;
        }
    }

    /** How many rows of events are kept, though all are settled. */
    int leftOver() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM chunks")) {
            return row.getInt(1);
        }
    }
}
