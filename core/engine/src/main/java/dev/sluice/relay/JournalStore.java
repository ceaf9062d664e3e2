package dev.sluice.relay;

import dev.sluice.config.JournalConfig;
import dev.sluice.config.KafkaConfig;
import dev.sluice.journal.Journal;
import dev.sluice.journal.JournalUnusableException;
import dev.sluice.journal.kafka.KafkaJournal;
import dev.sluice.journal.sqlite.SqliteJournal;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;

/** Opens the journal that the configuration asks for. Blocks while the store is opened. */
public final class JournalStore {

    private JournalStore() {}

    /**
     * Opens the journal, or makes it where there is none. Where it is kept by others that can't be reached, it is opened later, by
     * itself; {@link Journal#trouble} tells.
     *
     * @param destinations the ids of those that are configured
     * @throws dev.sluice.journal.JournalInUseException where another process has it
     * @throws JournalUnusableException where it can't be used as it is
     */
    public static Journal open(JournalConfig config, List<String> destinations) {
        return config.kafka()
                .<Journal>map(kafka -> inKafka(config, kafka, destinations, KafkaJournal.Missing.MAKE))
                .orElseGet(() -> SqliteJournal.open(
                        config.path(), config.maxBytes(), config.history(), destinations, Clock.systemUTC()));
    }

    /**
     * Opens a journal that is there and can be used now.
     *
     * @throws dev.sluice.journal.JournalInUseException where another process has it
     * @throws JournalUnusableException where there is none, or it can't be used
     */
    public static Journal openExisting(JournalConfig config, List<String> destinations) {
        if (config.kafka().isPresent()) {
            KafkaJournal journal = inKafka(config, config.kafka().get(), destinations, KafkaJournal.Missing.REFUSE);
            journal.trouble().ifPresent(trouble -> {
                journal.letGo();
                throw new JournalUnusableException("the journal can't be opened: " + trouble);
            });
            return journal;
        }
        if (!Files.exists(config.path())) {
            throw new JournalUnusableException(
                    "there is no journal at " + config.path() + "; see /journal/path, or start the relay once");
        }
        return open(config, destinations);
    }

    private static KafkaJournal inKafka(
            JournalConfig config, KafkaConfig kafka, List<String> destinations, KafkaJournal.Missing missing) {
        return KafkaJournal.open(kafka, config.maxBytes(), config.history(), destinations, missing, Clock.systemUTC());
    }
}
