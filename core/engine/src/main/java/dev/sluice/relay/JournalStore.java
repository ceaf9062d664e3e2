package dev.sluice.relay;

import dev.sluice.config.JournalConfig;
import dev.sluice.journal.Journal;
import dev.sluice.journal.sqlite.SqliteJournal;
import java.time.Clock;
import java.util.List;

/** Opens the journal that the configuration asks for. */
public final class JournalStore {

    private JournalStore() {}

    /**
     * Blocks while the store is opened.
     *
     * @param destinations the ids of those that are configured
     * @throws dev.sluice.journal.JournalInUseException where another process has it
     */
    public static Journal open(JournalConfig config, List<String> destinations) {
        return SqliteJournal.open(config.path(), config.maxBytes(), config.history(), destinations, Clock.systemUTC());
    }
}
