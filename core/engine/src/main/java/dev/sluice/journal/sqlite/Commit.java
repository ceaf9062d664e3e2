package dev.sluice.journal.sqlite;

import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.ImportMovedException;
import dev.sluice.journal.ParkedEvent;
import dev.sluice.journal.Settlement;
import dev.sluice.journal.StoredLetter;
import dev.sluice.journal.trail.LaneStep;
import dev.sluice.journal.trail.Outcome;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What one commit changes: tables and account go together. For the writer's thread. */
final class Commit {

    private final CommitStatements log;
    private final LetterTable letters;
    private final ParkedTable parked;
    private final ImportTable imports;
    private final HistoryTable history;
    private final LogState state;
    private final List<AppendBatch> appends = new ArrayList<>();

    Commit(JournalTables tables, LogState state) {
        log = tables.log();
        letters = tables.letters();
        parked = tables.parked();
        imports = tables.imports();
        history = tables.history();
        this.state = state;
    }

    /** The dead letters, to be looked into; changes go through this commit. */
    LetterTable letters() {
        return letters;
    }

    /**
     * Appends with all others of this commit, in one row.
     *
     * @throws ImportMovedException where the batch is a part of a file and not the next one; nothing of it is stored then
     */
    void append(AppendBatch batch) throws SQLException {
        if (batch.mark().isPresent()) {
            imports.move(batch.mark().get(), batch.receivedAtMillis());
        }
        appends.add(batch);
    }

    /** Gives those that have no cursor one: at the end of the log, or at its start where nobody has any. */
    void begin(Set<String> destinations) throws SQLException {
        long begin = state.cursors().isEmpty() ? 0 : state.endOffset();
        for (String destination : destinations) {
            if (!state.cursors().containsKey(destination)) {
                move(destination, begin);
            }
        }
    }

    void settle(String destination, Settlement step) throws SQLException {
        for (var cursor : step.cursors().entrySet()) {
            if (cursor.getKey() == SqliteJournal.PARTITION) {
                move(destination, cursor.getValue());
            }
        }
        file(step.deadLetters());
        for (ParkedEvent event : step.parked()) {
            park(destination, event);
        }
        state.parked(destination, -parked.remove(destination, step.unparked()));
        for (LaneStep each : step.steps()) {
            record(destination, each);
        }
    }

    void park(String destination, ParkedEvent event) throws SQLException {
        if (parked.park(destination, event)) {
            state.parked(destination, 1);
        }
    }

    /** Takes a damaged row out of the log, where it would stop every lane, and keeps what is left of it as a letter. */
    void setAside(JournalCorruptException damage, long nowMillis) throws SQLException {
        JournalCorruptException.Row row = damage.row();
        log.deleteChunk(row.firstOffset());
        file(List.of(DeadLetter.damaged(row.firstOffset(), row.payload(), damage.getMessage(), nowMillis)));
    }

    /** Takes a letter out, for this reason. */
    void removeLetter(StoredLetter stored, Outcome outcome, String detail, long nowMillis) throws SQLException {
        DeadLetter letter = stored.letter();
        letters.delete(stored.id());
        state.filed(letter.source(), -1);
        if (!letter.eventId().isEmpty()) {
            record(letter.source(), new LaneStep(outcome, detail, letter.tries(), nowMillis, List.of(letter.mark())));
        }
    }

    private void move(String destination, long nextOffset) throws SQLException {
        log.moveCursor(destination, nextOffset);
        state.moved(destination, nextOffset);
    }

    private void record(String destination, LaneStep step) throws SQLException {
        state.recorded(history.record(destination, step));
        state.recorded(-history.trim(state.historyBytes(), step.atMillis()));
    }

    /** Writes what was appended; to be called last. */
    void finish() throws SQLException {
        int events = 0;
        for (AppendBatch batch : appends) {
            events += batch.events().size();
            file(batch.quarantined());
        }
        if (events > 0) {
            log.append(state.endOffset(), events, appends);
            state.appended(events);
        }
    }

    private void file(List<DeadLetter> filed) throws SQLException {
        for (DeadLetter letter : filed) {
            if (letters.file(letter)) {
                state.filed(letter.source(), 1);
            }
        }
    }
}
