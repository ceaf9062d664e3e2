package dev.sluice.journal.sqlite;

import dev.sluice.journal.AppendBatch;
import io.vertx.core.Promise;
import java.sql.SQLException;
import java.util.Set;

/** What the writer is asked to do; the promise is kept when it is on disk. */
sealed interface Command {

    Promise<Void> promise();

    /** Store a batch. */
    record Append(AppendBatch batch, Promise<Void> promise) implements Command {}

    /** Something else to be done within a commit. */
    interface Work {
        void in(Commit commit) throws SQLException;
    }

    /** Change what is stored. */
    record Change(Work work, Promise<Void> promise) implements Command {}

    /** Keep the log for these destinations and no others. */
    record KeepFor(Set<String> destinations, Promise<Void> promise) implements Command {}

    /** Write what came before, then end. */
    record Close(Promise<Void> promise) implements Command {}
}
