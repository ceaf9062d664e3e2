package dev.sluice.journal.sqlite;

import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.DeadLetter;
import io.vertx.core.Promise;
import java.util.List;

/** What the writer is asked to do; the promise is kept when it is on disk. */
sealed interface Command {

    Promise<Void> promise();

    /** Store a batch. */
    record Append(AppendBatch batch, Promise<Void> promise) implements Command {}

    /** Move a cursor and file dead letters. */
    record Settle(String destination, long nextOffset, List<DeadLetter> deadLetters, Promise<Void> promise)
            implements Command {}

    /** Write what came before, then end. */
    record Close(Promise<Void> promise) implements Command {}
}
