package dev.sluice.journal.kafka;

import dev.sluice.journal.Chunk;
import dev.sluice.journal.JournalClosedException;
import dev.sluice.journal.StoredEvent;
import dev.sluice.journal.parked.ParkedLane;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
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

    /** Nothing more is fetched while so much waits to be given out: a chunk or two. */
    private static final int MAX_FETCHED_EVENTS = 1_024;

    private static final long MAX_FETCHED_BYTES = 1L << 20;

    private static final long POLL_MILLIS = 500;

    /** Before a commit that the brokers did not take is tried again. */
    private static final long AGAIN_MILLIS = 100;

    /** A partition that moves waits so long for what was given out of it, so that the next node does not send it again. */
    private static final Duration LAST_SETTLEMENTS = Duration.ofSeconds(2);

    private static final Duration CLOSING = Duration.ofSeconds(2);

    /** What a consumer asks of its journal. */
    interface Host {

        /** Whether the journal was opened: the destination has its cursors. */
        boolean isOpen();

        /** The store's connection for this thread. */
        ParkedTable openParked() throws SQLException;

        /** Completes when all that was set aside in a partition by now can be seen. */
        Future<Void> parkedSeen(int partition);

        /** A cursor was moved. */
        void moved(int partition, long next);
    }

    private record Request(int maxEvents, long maxBytes, Promise<Chunk> promise) {}

    /** Somebody who waits until these cursors are committed, or are another's. */
    private record Settling(Map<Integer, Long> cursors, Promise<Void> promise) {}

    private final Clients clients;
    private final Topics topics;
    private final String destination;
    private final Clock clock;
    private final Host host;
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final Map<Integer, LanePartition> partitions = new TreeMap<>();
    private final Set<Integer> parkedSeen = new HashSet<>();
    private final List<Settling> settlings = new ArrayList<>();
    private final Promise<Void> ended = Promise.promise();
    private final Thread thread;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private @Nullable ParkedTable parkedTable;
    private @Nullable ParkedLane parked;
    private @Nullable Request waiting;
    private boolean open;
    private boolean parkedFirst;
    private int lastGiven = -1;
    private boolean committing;
    private long commitAgainAt;
    private String lastTrouble = "";
    private volatile boolean polling;
    private volatile boolean ending;
    private volatile Set<Integer> owned = Set.of();

    LaneConsumer(Clients clients, Topics topics, String destination, Clock clock, Host host) {
        this.clients = clients;
        this.topics = topics;
        this.destination = destination;
        this.clock = clock;
        this.host = host;
        thread = new Thread(this, "sluice-kafka-lane-" + destination);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Begins to give out, each partition at its cursor. */
    void open() {
        offer(() -> {
            open = true;
            parked = null;
            partitions.values().forEach(each -> {
                each.restart();
                if (each.isPlaced()) {
                    consumer.seek(topics.event(each.number()), each.committed());
                }
            });
        });
    }

    /** Gives out no more, and stays in the group. */
    Future<Void> shut() {
        Promise<Void> shut = Promise.promise();
        offer(() -> {
            open = false;
            endRequest();
            shut.complete();
        });
        return ending ? Future.succeededFuture() : shut.future();
    }

    Future<Chunk> next(int maxEvents, long maxBytes) {
        Promise<Chunk> promise = Promise.promise();
        offer(() -> {
            if (!open) {
                promise.tryFail(closed());
            } else if (waiting != null) {
                promise.tryFail(new IllegalStateException("the last request for events was not answered yet"));
            } else {
                waiting = new Request(Math.max(1, maxEvents), maxBytes, promise);
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

    /**
     * Commits cursors, none of them back; those of partitions that are another's now are that one's business.
     *
     * @return completes when they are committed, or another's
     */
    Future<Void> settle(Map<Integer, Long> cursors) {
        Promise<Void> promise = Promise.promise();
        if (cursors.isEmpty()) {
            return Future.succeededFuture();
        }
        offer(() -> {
            cursors.forEach((number, before) -> {
                LanePartition partition = partitions.get(number);
                if (partition != null) {
                    partition.settled(before);
                }
            });
            settlings.add(new Settling(cursors, promise));
        });
        if (ending) {
            promise.tryFail(closed());
        }
        return promise.future();
    }

    /** Something that was set aside was given out before and is now settled, or set aside again. */
    void back(List<Long> ids) {
        offer(() -> {
            if (parked != null) {
                parked.back(ids);
            }
        });
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
                awaitOpening();
                return;
            }
            if (consumer == null) {
                consumer = clients.member(topics.group(destination));
                consumer.subscribe(List.of(topics.events()), new Moves());
            }
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            takeStock();
            serve();
            passMarks();
            commit();
            poll();
            lastTrouble = "";
        } catch (WakeupException woken) {
            // There is a task.
            return;
        } catch (SQLException | RuntimeException failure) {
            String words = BrokerFailures.words(failure);
            if (!words.equals(lastTrouble)) {
                lastTrouble = words;
                LOG.error("{}: reading the journal failed and is tried again: {}", destination, words);
            }
            pause();
        }
    }

    private void awaitOpening() {
        try {
            Runnable task = tasks.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (task != null) {
                task.run();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void poll() {
        KafkaConsumer<byte[], byte[]> fetching = consumer;
        Set<TopicPartition> assigned = fetching.assignment();
        int events = partitions.values().stream()
                .mapToInt(LanePartition::fetchedEvents)
                .sum();
        long bytes = partitions.values().stream()
                .mapToLong(LanePartition::fetchedBytes)
                .sum();
        if (open && events < MAX_FETCHED_EVENTS && bytes < MAX_FETCHED_BYTES) {
            fetching.resume(assigned);
        } else {
            fetching.pause(assigned);
        }
        polling = true;
        try {
            boolean more = waiting != null && events > 0;
            ConsumerRecords<byte[], byte[]> records =
                    fetching.poll(Duration.ofMillis(tasks.isEmpty() && !more ? untilDue() : 0));
            for (TopicPartition partition : records.partitions()) {
                take(partition, records.records(partition));
            }
        } finally {
            polling = false;
        }
    }

    /** Keeps what was fetched. The consumer has passed it and does not bring it again, so that nothing may come between. */
    private void take(TopicPartition from, List<ConsumerRecord<byte[], byte[]>> records) {
        LanePartition partition = partitions.computeIfAbsent(from.partition(), this::begin);
        try {
            records.stream().map(EventRecords::read).toList().forEach(partition::fetched);
        } catch (RuntimeException failure) {
            consumer.seek(from, records.get(0).offset());
            throw failure;
        }
    }

    /** Begins with partitions that have come, and lets those go that went. */
    private void takeStock() {
        Set<Integer> assigned =
                consumer.assignment().stream().map(TopicPartition::partition).collect(Collectors.toSet());
        for (int number : assigned) {
            LanePartition partition = partitions.computeIfAbsent(number, this::begin);
            if (!partition.isPlaced()) {
                position(partition).ifPresent(partition::standsAt);
            }
        }
        if (partitions.keySet().retainAll(assigned) || owned.size() != assigned.size()) {
            owned = Set.copyOf(partitions.keySet());
            restrictParked();
            keepPromises();
        }
    }

    private LanePartition begin(int number) {
        seeParked(number);
        return new LanePartition(number);
    }

    /** What is set aside in a partition is given out when all that its last node said of it is known. */
    private void seeParked(int number) {
        host.parkedSeen(number)
                .onComplete(seen -> offer(() -> {
                    if (!partitions.containsKey(number)) {
                        return;
                    }
                    if (seen.succeeded()) {
                        parkedSeen.add(number);
                        restrictParked();
                    } else if (!ending) {
                        seeParked(number);
                    }
                }));
    }

    /** Known soon after a partition has come; nothing blocks for it. */
    private OptionalLong position(LanePartition partition) {
        try {
            return OptionalLong.of(consumer.position(topics.event(partition.number()), Duration.ZERO));
        } catch (TimeoutException notYet) {
            return OptionalLong.empty();
        }
    }

    private void restrictParked() {
        parkedSeen.retainAll(partitions.keySet());
        if (parkedTable != null) {
            parkedTable.restrictTo(parkedSeen);
        }
    }

    private void serve() throws SQLException {
        Request request = waiting;
        if (request == null) {
            return;
        }
        Chunk chunk = parkedFirst ? parked(request) : log(request);
        if (chunk == null) {
            chunk = parkedFirst ? log(request) : parked(request);
        }
        if (chunk == null) {
            return;
        }
        // Neither a backlog nor what a throttled person has piled up may hold up the other.
        parkedFirst = !chunk.events().get(0).isParked();
        waiting = null;
        request.promise.tryComplete(chunk);
    }

    /** Events of the log, of each partition in turn; null where there are none. */
    private @Nullable Chunk log(Request request) {
        LanePartition next = null;
        for (LanePartition each : partitions.values()) {
            boolean later = next == null || next.number() <= lastGiven && each.number() > lastGiven;
            if (each.hasFetched() && later) {
                next = each;
            }
        }
        if (next == null) {
            return null;
        }
        lastGiven = next.number();
        boolean fresh = next.isFresh();
        return new Chunk(next.give(request.maxEvents, request.maxBytes), fresh);
    }

    private @Nullable Chunk parked(Request request) throws SQLException {
        if (parkedTable == null) {
            parkedTable = host.openParked();
            restrictParked();
        }
        if (parked == null) {
            parked = new ParkedLane(parkedTable, destination);
        }
        List<StoredEvent> due = parked.next(clock.millis(), request.maxEvents, request.maxBytes);
        return due.isEmpty() ? null : new Chunk(due);
    }

    private long untilDue() {
        if (waiting == null || parked == null) {
            return POLL_MILLIS;
        }
        try {
            long now = clock.millis();
            long due = parked.nextDue(now);
            return due == 0 ? POLL_MILLIS : Math.max(1, Math.min(POLL_MILLIS, due - now));
        } catch (SQLException unreadable) {
            return POLL_MILLIS;
        }
    }

    /** Marks of transactions stand in the log and are given to nobody: a cursor passes them when nothing before is unsettled. */
    private void passMarks() {
        for (LanePartition each : partitions.values()) {
            if (each.isPlaced() && !each.hasFetched() && !each.isOutstanding() && open) {
                position(each).ifPresent(each::want);
            }
        }
    }

    private void commit() {
        keepPromises();
        Map<TopicPartition, OffsetAndMetadata> wanted = wanted(partitions.values());
        if (wanted.isEmpty() || committing || System.nanoTime() < commitAgainAt) {
            return;
        }
        committing = true;
        consumer.commitAsync(wanted, (offsets, failure) -> {
            committing = false;
            committed(offsets, failure);
        });
    }

    private static Map<TopicPartition, OffsetAndMetadata> wanted(Topics topics, Collection<LanePartition> some) {
        return some.stream()
                .filter(LanePartition::wantsCommit)
                .collect(Collectors.toMap(
                        each -> topics.event(each.number()), each -> new OffsetAndMetadata(each.wanted())));
    }

    private Map<TopicPartition, OffsetAndMetadata> wanted(Collection<LanePartition> some) {
        return wanted(topics, some);
    }

    private void committed(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception failure) {
        if (failure == null) {
            offsets.forEach((partition, offset) -> {
                host.moved(partition.partition(), offset.offset());
                LanePartition ours = partitions.get(partition.partition());
                if (ours != null) {
                    ours.committed(offset.offset());
                }
            });
            keepPromises();
        } else {
            // Where this member was given up, its partitions are taken from it soon, and with them what it wanted to
            // commit.
            commitAgainAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(AGAIN_MILLIS);
        }
    }

    private void keepPromises() {
        for (Iterator<Settling> each = settlings.iterator(); each.hasNext(); ) {
            Settling settling = each.next();
            boolean done = settling.cursors.entrySet().stream().allMatch(cursor -> {
                LanePartition partition = partitions.get(cursor.getKey());
                return partition == null || !partition.isPlaced() || partition.committed() >= cursor.getValue();
            });
            if (done) {
                each.remove();
                settling.promise.tryComplete();
            }
        }
    }

    /** Told by the consumer while it polls, on this thread. */
    private final class Moves implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> came) {
            LOG.debug("{}: partitions {} came", destination, came);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> going) {
            LOG.debug("{}: partitions {} go", destination, going);
            List<LanePartition> leaving = ours(going);
            leaving.forEach(LanePartition::leave);
            awaitLastSettlements(leaving);
            Map<TopicPartition, OffsetAndMetadata> last = wanted(leaving);
            if (!last.isEmpty()) {
                try {
                    Woken.despite(() -> consumer.commitSync(last, CLOSING));
                    committed(last, null);
                } catch (KafkaException failure) {
                    LOG.warn(
                            "{}: the last cursors of partitions that move could not be stored, so that some events may"
                                    + " go out twice: {}",
                            destination,
                            BrokerFailures.words(failure));
                }
            }
            gone(leaving);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            LOG.warn("{}: partitions {} were given to others, since this node was not heard of", destination, lost);
            gone(ours(lost));
        }

        private List<LanePartition> ours(Collection<TopicPartition> some) {
            List<LanePartition> found = new ArrayList<>();
            some.forEach(each -> {
                LanePartition partition = partitions.get(each.partition());
                if (partition != null) {
                    found.add(partition);
                }
            });
            return found;
        }

        private void gone(List<LanePartition> leaving) {
            leaving.forEach(each -> partitions.remove(each.number()));
            owned = Set.copyOf(partitions.keySet());
            restrictParked();
            keepPromises();
        }

        private void awaitLastSettlements(List<LanePartition> leaving) {
            long deadline = System.nanoTime() + LAST_SETTLEMENTS.toNanos();
            try {
                while (!ending
                        && System.nanoTime() < deadline
                        && leaving.stream().anyMatch(LanePartition::isOutstanding)) {
                    Runnable task = tasks.poll(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                    if (task != null) {
                        task.run();
                    }
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void offer(Runnable task) {
        tasks.add(task);
        KafkaConsumer<byte[], byte[]> fetching = consumer;
        if (polling && fetching != null) {
            fetching.wakeup();
        }
    }

    private void end() {
        try {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            if (consumer != null) {
                Woken.despite(() -> consumer.close(CloseOptions.timeout(CLOSING)));
            }
            if (parkedTable != null) {
                parkedTable.close();
            }
        } catch (SQLException | RuntimeException failure) {
            LOG.warn("{}: leaving the journal failed: {}", destination, BrokerFailures.words(failure));
        } finally {
            owned = Set.of();
            endRequest();
            settlings.forEach(each -> each.promise.tryFail(closed()));
            ended.complete();
        }
    }

    private void endRequest() {
        if (waiting != null) {
            waiting.promise.tryFail(closed());
            waiting = null;
        }
    }

    private static JournalClosedException closed() {
        return new JournalClosedException("the journal's reader was closed");
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
