package dev.sluice.journal;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The journal's place on the event bus: takes {@link AppendBatch}es and replies when they are on disk. */
public final class JournalVerticle extends VerticleBase {

    /** Where batches are sent; the reply is empty, a failure carries one of the codes below. */
    public static final String APPEND = "sluice.journal.append";

    /** Failure code: there is no room. */
    public static final int FULL = 1;

    /** Failure code: too much waits to be written. */
    public static final int BUSY = 2;

    /** Failure code: the journal is closed. */
    public static final int CLOSED = 3;

    /** Failure code: the store can't be reached. */
    public static final int UNAVAILABLE = 5;

    /** Failure code: writing failed, and whether the batch was stored is open. */
    public static final int FAILED = 4;

    private final Function<AppendBatch, Future<Void>> journal;
    private final Timer appends;

    /** @param journal appends as {@link Journal#append} does */
    public JournalVerticle(Function<AppendBatch, Future<Void>> journal, MeterRegistry registry) {
        this.journal = journal;
        appends = Timer.builder("sluice.journal.append")
                .description("From the request to append until it is on disk")
                .register(registry);
    }

    @Override
    public Future<?> start() {
        return vertx.eventBus().<AppendBatch>localConsumer(APPEND, this::append).completion();
    }

    private void append(Message<AppendBatch> message) {
        long start = System.nanoTime();
        journal.apply(message.body())
                .onSuccess(stored -> {
                    appends.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
                    message.reply(null);
                })
                .onFailure(failure -> message.fail(code(failure), String.valueOf(failure.getMessage())));
    }

    private static int code(Throwable failure) {
        if (failure instanceof JournalFullException) {
            return FULL;
        }
        if (failure instanceof JournalBusyException) {
            return BUSY;
        }
        if (failure instanceof JournalUnavailableException) {
            return UNAVAILABLE;
        }
        return failure instanceof JournalClosedException ? CLOSED : FAILED;
    }
}
