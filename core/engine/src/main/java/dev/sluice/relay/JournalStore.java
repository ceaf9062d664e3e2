package dev.sluice.relay;

import dev.sluice.config.JournalConfig;
import dev.sluice.journal.Journal;
import dev.sluice.journal.sqlite.SqliteJournal;
import java.util.List;

/** Opens the journal that the configuration asks for. */
final class JournalStore {

    private JournalStore() {}

    /** Blocks while the store is opened. */
    static Journal open(JournalConfig config, List<String> destinations) {
        return SqliteJournal.open(config.path(), config.maxBytes(), destinations);
    }
}
