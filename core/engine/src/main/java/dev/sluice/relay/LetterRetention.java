package dev.sluice.relay;

import dev.sluice.config.DeadLetterConfig;
import dev.sluice.journal.Journal;
import dev.sluice.journal.JournalClosedException;
import dev.sluice.journal.JournalUnavailableException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes dead letters that are older or take more room than they may, once a minute, and counts them. */
final class LetterRetention extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(LetterRetention.class);
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final Journal journal;
    private final DeadLetterConfig config;
    private final Clock clock;
    private final Counter expired;

    LetterRetention(Journal journal, DeadLetterConfig config, MeterRegistry registry, Clock clock) {
        this.journal = journal;
        this.config = config;
        this.clock = clock;
        expired = Counter.builder("sluice.dead.letters.expired")
                .description("Dead letters deleted for their age or for room")
                .register(registry);
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(0, EVERY.toMillis(), tick -> expire());
        return Future.succeededFuture();
    }

    private void expire() {
        long before = clock.millis() - config.maxAge().toMillis();
        journal.deadLetters()
                .expire(before, config.maxBytes().bytes())
                .onSuccess(this::tell)
                .onFailure(failure -> {
                    // A journal that can't be reached tells so itself.
                    boolean told =
                            failure instanceof JournalClosedException || failure instanceof JournalUnavailableException;
                    if (!told) {
                        LOG.error(
                                "Deleting old dead letters failed and is tried again in a minute: {}",
                                failure.getMessage());
                    }
                });
    }

    private void tell(long deleted) {
        expired.increment(deleted);
        if (deleted > 0) {
            LOG.warn(
                    "Deleted {} dead letters that were older than {} or did not fit into {}; see journal.deadLetters",
                    deleted,
                    config.maxAge(),
                    config.maxBytes());
        }
    }
}
