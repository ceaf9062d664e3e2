package dev.sluice.journal.kafka;

import dev.sluice.journal.JournalUnavailableException;
import dev.sluice.journal.JournalUnusableException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that asks the brokers how things stand, once a second, and so knows whether they can be reached. It opens the
 * journal as soon as they can, and goes on by itself when they are back. One line in the log for each change.
 */
final class BrokerWatch {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);

    private static final long LOOK_MILLIS = 1_000;

    /** A topic that was just made is not known to each broker at once. */
    private static final Duration SPREADING = Duration.ofSeconds(5);

    private static final long SPREADING_PAUSE_MILLIS = 50;

    private static final Duration CLOSING = Duration.ofSeconds(1);

    /** What is done with the brokers. Both block, and fail where the brokers can't be reached. */
    interface Work {

        /** Opens the journal; done again until it succeeds. */
        void open(Admin admin) throws Exception;

        /** Asks how things stand. */
        void look(Admin admin) throws Exception;
    }

    private final Clients clients;
    private final String brokers;
    private final Work work;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread watch = new Thread(task, "sluice-kafka-watch");
        watch.setDaemon(true);
        return watch;
    });
    private volatile @Nullable Admin admin;
    private volatile boolean opened;
    private volatile String trouble;

    /** @param brokers their addresses, for messages */
    BrokerWatch(Clients clients, String brokers, Work work) {
        this.clients = clients;
        this.brokers = brokers;
        this.work = work;
        trouble = "no broker has answered yet at " + brokers;
    }

    /**
     * Opens the journal and goes on looking. Blocks; where the brokers can't be reached in time, it goes on trying and returns.
     *
     * @throws JournalUnusableException where it needs a person
     */
    void start(Duration limit) {
        try {
            thread.submit(this::tryToOpen).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            stop();
            Throwable cause = BrokerFailures.cause(failure);
            throw cause instanceof JournalUnusableException unusable
                    ? unusable
                    : new JournalUnusableException(
                            "the journal in Kafka at " + brokers + " can't be opened: " + BrokerFailures.words(failure)
                                    + "; see /journal/bootstrapServers and /journal/client",
                            cause);
        } catch (TimeoutException late) {
            LOG.warn("The brokers at {} take long to answer; webhooks are answered 503 until they have", brokers);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        thread.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Why nothing can be stored or read now; empty where all is well. */
    Optional<String> trouble() {
        return Optional.of(trouble).filter(words -> !words.isEmpty());
    }

    /** Whether the journal was opened, though the brokers may be away by now. */
    boolean hasOpened() {
        return opened;
    }

    /** Does something on the thread, with a client that may block it. */
    <T> Future<T> ask(Callable<T> question) {
        Promise<T> answer = Promise.promise();
        try {
            thread.execute(() -> {
                try {
                    answer.complete(question.call());
                } catch (Exception failure) {
                    answer.fail(BrokerFailures.told(failure));
                }
            });
        } catch (RejectedExecutionException closed) {
            answer.fail(new JournalUnavailableException("the journal is closed"));
        }
        return answer.future();
    }

    /** The client for calls that do not block, from any thread; fails before the brokers were tried. */
    Future<Admin> client() {
        Admin made = admin;
        return made == null
                ? Future.failedFuture(new JournalUnavailableException(trouble))
                : Future.succeededFuture(made);
    }

    /** The client; to be used on the thread. */
    Admin admin() {
        Admin open = admin;
        if (open == null) {
            open = clients.admin();
            admin = open;
        }
        return open;
    }

    /** Ends; completes when the thread has let go of its client. */
    Future<Void> stop() {
        Future<Void> stopped = ask(() -> {
            if (admin != null) {
                admin.close(CLOSING);
            }
            return null;
        });
        thread.shutdown();
        return stopped.otherwiseEmpty();
    }

    private Void tryToOpen() throws Exception {
        long deadline = System.nanoTime() + SPREADING.toNanos();
        while (!opened) {
            try {
                open();
            } catch (Exception failure) {
                if (BrokerFailures.needsAPerson(failure)) {
                    throw failure;
                }
                boolean spreads = BrokerFailures.cause(failure) instanceof UnknownTopicOrPartitionException;
                if (!spreads || System.nanoTime() > deadline) {
                    lost(failure);
                    return null;
                }
                Thread.sleep(SPREADING_PAUSE_MILLIS);
            }
        }
        return null;
    }

    private void open() throws Exception {
        work.open(admin());
        opened = true;
        work.look(admin());
        trouble = "";
    }

    private void look() {
        try {
            if (!opened) {
                open();
                LOG.info("The brokers at {} are reached; the journal is open", brokers);
                return;
            }
            work.look(admin());
            if (!trouble.isEmpty()) {
                trouble = "";
                LOG.info("The brokers at {} are reached again", brokers);
            }
        } catch (Exception failure) {
            lost(failure);
        }
    }

    private void lost(Exception failure) {
        String words = BrokerFailures.words(failure) + " at " + brokers;
        boolean news = trouble.isEmpty() || !opened && !words.equals(trouble);
        trouble = words;
        if (news) {
            LOG.error(
                    "The journal can't be reached, and webhooks are answered 503 until it can: {}; it is tried again"
                            + " each second",
                    words);
        }
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }
}
