package dev.sluice.journal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitStatementsTest {

    @TempDir
    private Path folder;

    @Test
    void deletingWhatIsSettledReadsNothingOfTheBacklogBehindIt() throws SQLException {
        try (Connection connection = new JournalFile(folder.resolve("sluice.db")).openForWriting();
                Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery(
                        "EXPLAIN QUERY PLAN " + CommitStatements.DELETE_SETTLED.replace("?1", "5"))) {
            assertThat(plan.getString("detail")).startsWith("SEARCH chunks").contains("rowid<?");
        }
    }
}
