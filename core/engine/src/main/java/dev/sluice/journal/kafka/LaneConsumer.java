package dev.sluice.journal.kafka;

import dev.sluice.journal.Chunk;
import dev.sluice.journal.JournalClosedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A destination's member of its consumer group, and the one thread that uses it: fetches, gives out, commits, and lets partitions
 * go. It stays in the group when its reader is closed, so that what a stopping lane still settles is committed here and not given
 * out by another node. Its other methods may be called from any thread.
 */
final class LaneConsumer implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(LaneConsumer.class);

    private static final long POLL_MILLIS = 500;

    private static final Duration CLOSING = Duration.ofSeconds(2);

    /** What a consumer asks of its journal. */
    interface Host {

        /** Whether the journal was opened: the destination has its cursors. */
        boolean isOpen();

        /** The store's table for this thread. */
        ParkedTable openParked() throws SQLException;

        /** Completes when all that was set aside in a partition by now can be seen. */
        Future<Void> parkedSeen(int partition);

        /** A cursor was moved. */
        void moved(int partition, long next);
    }

    private final Clients clients;
    private final Topics topics;
    private final String destination;
    private final Host host;
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final LaneLog log;
    private final LaneParked parked;
    private final LaneCommits commits;
    private final LaneRequest request;
    private final Promise<Void> ended = Promise.promise();
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private boolean open;
    private String lastTrouble = "";
    private volatile boolean polling;
    private volatile boolean ending;
    private volatile Set<Integer> owned = Set.of();

    LaneConsumer(Clients clients, Topics topics, String destination, Clock clock, Host host) {
        this.clients = clients;
        this.topics = topics;
        this.destination = destination;
        this.host = host;
        log = new LaneLog(topics, this::seeParked);
        parked = new LaneParked(destination, clock, host::openParked);
        commits = new LaneCommits(topics, log, host::moved);
        request = new LaneRequest(log, parked);
    }

    void start() {
        Thread thread = new Thread(this, "sluice-kafka-lane-" + destination);
        thread.setDaemon(true);
        thread.start();
    }

    /** Begins to give out, each partition at its cursor. */
    void open() {
        offer(() -> {
            open = true;
            parked.restart();
            log.restart(consumer);
        });
    }

    /** Gives out no more, and stays in the group. */
    Future<Void> shut() {
        Promise<Void> shut = Promise.promise();
        offer(() -> {
            open = false;
            request.end(closed());
            shut.complete();
        });
        return ending ? Future.succeededFuture() : shut.future();
    }

    /** The next events, as {@link dev.sluice.journal.JournalReader#next} has them. */
    Future<Chunk> next(int maxEvents, long maxBytes) {
        Promise<Chunk> promise = Promise.promise();
        offer(() -> {
            if (open) {
                request.make(maxEvents, maxBytes, promise);
            } else {
                promise.tryFail(closed());
            }
        });
        if (ending) {
            promise.tryFail(closed());
        }
        return promise.future();
    }

    /** Whether a partition is this node's now. */
    boolean owns(int partition) {
        return owned.contains(partition);
    }

    /** The partitions that are this node's now. */
    Set<Integer> owned() {
        return owned;
    }

    /**
     * Commits cursors, none of them back; those of partitions that are another's now are that one's business.
     *
     * @param knows as {@link dev.sluice.journal.Settlement#knows} has it
     * @return completes when they are committed, or another's
     */
    Future<Void> settle(Map<Integer, Long> cursors, long knows) {
        if (cursors.isEmpty()) {
            return Future.succeededFuture();
        }
        Promise<Void> promise = Promise.promise();
        offer(() -> commits.settle(cursors, knows, promise));
        if (ending) {
            promise.tryFail(closed());
        }
        return promise.future();
    }

    /** Something that was set aside was given out before and is now settled, or set aside again. */
    void back(List<Long> ids) {
        offer(() -> parked.back(ids));
    }

    /** There may be something new that was set aside. */
    void wake() {
        offer(() -> {});
    }

    /** Commits what is settled and leaves the group. */
    Future<Void> close() {
        ending = true;
        wake();
        return ended.future();
    }

    @Override
    public void run() {
        try {
            while (!ending) {
                turn();
            }
        } finally {
            end();
        }
    }

    private void turn() {
        try {
            if (consumer == null && !host.isOpen()) {
                await(POLL_MILLIS);
                return;
            }
            KafkaConsumer<byte[], byte[]> member = member();
            runTasks();
            log.takeStock(member);
            own();
            request.serve();
            if (open) {
                log.passMarks(member);
            }
            commits.commit(member);
            poll(member);
            lastTrouble = "";
        } catch (WakeupException woken) {
            // There is a task.
            return;
        } catch (SQLException | RuntimeException failure) {
            if (failure instanceof FencedInstanceIdException) {
                log.remove(List.copyOf(log.partitions()));
                own();
            }
            String words = BrokerFailures.words(failure);
            if (!words.equals(lastTrouble)) {
                lastTrouble = words;
                LOG.error("{}: reading the journal failed and is tried again: {}", destination, words);
            }
            await(POLL_MILLIS);
        }
    }

    private KafkaConsumer<byte[], byte[]> member() {
        KafkaConsumer<byte[], byte[]> member = consumer;
        if (member == null) {
            member = clients.member(topics.group(destination));
            member.subscribe(
                    List.of(topics.events()),
                    new LaneMoves(
                            destination, member, log, commits, () -> await(POLL_MILLIS), () -> ending, this::own));
            consumer = member;
        }
        return member;
    }

    private void poll(KafkaConsumer<byte[], byte[]> member) throws SQLException {
        if (open && log.hasRoom()) {
            member.resume(member.assignment());
        } else {
            member.pause(member.assignment());
        }
        polling = true;
        try {
            boolean more = request.waits() && log.hasFetched();
            long wait = request.waits() ? parked.untilDue(POLL_MILLIS) : POLL_MILLIS;
            log.take(member, member.poll(Duration.ofMillis(tasks.isEmpty() && !more ? wait : 0)));
        } finally {
            polling = false;
        }
    }

    private void own() {
        Set<Integer> now = log.numbers();
        if (!now.equals(owned)) {
            owned = now;
            parked.retain(now);
            commits.keepPromises();
        }
    }

    /** What is set aside in a partition is given out when all that its last node said of it is known. */
    private void seeParked(LanePartition partition) {
        host.parkedSeen(partition.number())
                .onComplete(seen -> offer(() -> {
                    if (log.partition(partition.number()) != partition) {
                        return;
                    }
                    if (seen.succeeded()) {
                        parked.add(partition.number());
                    } else if (!ending) {
                        seeParked(partition);
                    }
                }));
    }

    private void offer(Runnable task) {
        tasks.add(task);
        KafkaConsumer<byte[], byte[]> member = consumer;
        if (polling && member != null) {
            member.wakeup();
        }
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Does the next task, if one comes in time. */
    private void await(long millis) {
        try {
            Runnable task = tasks.poll(millis, TimeUnit.MILLISECONDS);
            if (task != null) {
                task.run();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        try {
            runTasks();
            KafkaConsumer<byte[], byte[]> member = consumer;
            if (member != null) {
                Woken.despite(() -> member.close(Clients.leaving(CLOSING)));
            }
            parked.close();
        } catch (SQLException | RuntimeException failure) {
            LOG.warn("{}: leaving the journal failed: {}", destination, BrokerFailures.words(failure));
        } finally {
            owned = Set.of();
            request.end(closed());
            commits.breakPromises(closed());
            ended.complete();
        }
    }

    private static JournalClosedException closed() {
        return new JournalClosedException("the journal's reader was closed");
    }
}
