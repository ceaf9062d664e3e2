package dev.sluice.journal.kafka;

import dev.sluice.journal.JournalReader;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** This node's consumers, one for each destination that was ever read, and their readers, one at a time. For any thread. */
final class KafkaLanes {

    private final Clients clients;
    private final Topics topics;
    private final StateStore store;
    private final StateReader state;
    private final LogStatus log;
    private final BrokerWatch watch;
    private final Clock clock;
    private final Map<String, LaneConsumer> consumers = new ConcurrentHashMap<>();
    private final Map<String, LaneReader> readers = new ConcurrentHashMap<>();

    KafkaLanes(
            Clients clients,
            Topics topics,
            StateStore store,
            StateReader state,
            LogStatus log,
            BrokerWatch watch,
            Clock clock) {
        this.clients = clients;
        this.topics = topics;
        this.store = store;
        this.state = state;
        this.log = log;
        this.watch = watch;
        this.clock = clock;
    }

    Future<JournalReader> openReader(String destination) {
        LaneConsumer consumer = consumers.computeIfAbsent(destination, this::start);
        LaneReader reader = new LaneReader(consumer, () -> readers.remove(destination));
        if (readers.putIfAbsent(destination, reader) != null) {
            return Future.failedFuture(new IllegalStateException("a reader is open for " + destination));
        }
        consumer.open();
        return Future.succeededFuture(reader);
    }

    /** The destination's consumer; null where it was never read. */
    @Nullable
    LaneConsumer find(String destination) {
        return consumers.get(destination);
    }

    /** Those that have a consumer. */
    Collection<String> destinations() {
        return consumers.keySet();
    }

    /** Something new may be set aside for these. */
    void wake(Set<String> destinations) {
        for (String destination : destinations) {
            LaneConsumer consumer = consumers.get(destination);
            if (consumer != null) {
                consumer.wake();
            }
        }
    }

    /** All commit what is settled and leave their groups. */
    Future<Void> close() {
        List<Future<Void>> left =
                consumers.values().stream().map(LaneConsumer::close).toList();
        return Future.join(left).mapEmpty();
    }

    private LaneConsumer start(String destination) {
        LaneConsumer consumer = new LaneConsumer(clients, topics, destination, clock, new LaneConsumer.Host() {

            @Override
            public boolean isOpen() {
                return watch.hasOpened();
            }

            @Override
            public ParkedTable openParked() throws SQLException {
                return new ParkedTable(store.openForReading());
            }

            @Override
            public Future<Void> parkedSeen(int partition) {
                return state.catchUp(List.of(topics.parkedPartitions().get(partition)));
            }

            @Override
            public void moved(int partition, long next) {
                log.moved(destination, partition, next);
            }
        });
        consumer.start();
        return consumer;
    }
}
