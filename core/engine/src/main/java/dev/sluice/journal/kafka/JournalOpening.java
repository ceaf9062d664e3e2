package dev.sluice.journal.kafka;

import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/** How the journal is opened and looked after. For the {@link BrokerWatch}'s thread. */
final class JournalOpening implements BrokerWatch.Work {

    private static final long STATE_SECONDS = 120;

    private final TopicSetup setup;
    private final KafkaJournal.Missing missing;
    private final StateReader state;
    private final KeptEvents kept;
    private boolean reading;

    JournalOpening(TopicSetup setup, KafkaJournal.Missing missing, StateReader state, KeptEvents kept) {
        this.setup = setup;
        this.missing = missing;
        this.state = state;
        this.kept = kept;
    }

    @Override
    public void open(Admin admin) throws Exception {
        if (missing == KafkaJournal.Missing.MAKE) {
            setup.ensure(admin);
        } else {
            setup.check(admin);
        }
        if (!reading) {
            state.start();
            reading = true;
        }
        state.catchUp().toCompletionStage().toCompletableFuture().get(STATE_SECONDS, TimeUnit.SECONDS);
        kept.register(admin);
    }

    @Override
    public void look(Admin admin) throws Exception {
        kept.look(admin);
    }
}
