package dev.sluice.journal.sqlite;

import dev.sluice.config.HistoryConfig;
import java.sql.Connection;
import java.sql.SQLException;

/** The connection that writes, and all that is prepared on it; opened and closed as one. For the writer's thread. */
final class JournalTables implements AutoCloseable {

    private final Connection connection;
    private final CommitStatements log;
    private final LetterTable letters;
    private final ParkedTable parked;
    private final ImportTable imports;
    private final HistoryTable history;

    private JournalTables(Connection connection, HistoryConfig history, long maxBytes) throws SQLException {
        this.connection = connection;
        log = new CommitStatements(connection);
        letters = new LetterTable(connection);
        parked = new ParkedTable(connection);
        imports = new ImportTable(connection);
        this.history = new HistoryTable(connection, history, maxBytes);
    }

    /** @param maxBytes what the journal may hold in all */
    static JournalTables open(JournalFile file, HistoryConfig history, long maxBytes) throws SQLException {
        Connection connection = file.openForWriting();
        try {
            return new JournalTables(connection, history, maxBytes);
        } catch (SQLException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    LogState readState() throws SQLException {
        return LogState.read(connection);
    }

    /** Puts what was changed on disk. The state measures it before, since a question after it would keep a transaction open. */
    void commit(LogState state) throws SQLException {
        state.measure(connection);
        connection.commit();
    }

    CommitStatements log() {
        return log;
    }

    LetterTable letters() {
        return letters;
    }

    ParkedTable parked() {
        return parked;
    }

    ImportTable imports() {
        return imports;
    }

    HistoryTable history() {
        return history;
    }

    /** Ends a transaction that was not committed as well. */
    @Override
    public void close() throws SQLException {
        // Takes all that was prepared with it, also after a failure that leaves a single one of them unusable.
        connection.close();
    }
}
