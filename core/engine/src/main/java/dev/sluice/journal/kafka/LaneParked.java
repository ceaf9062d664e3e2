package dev.sluice.journal.kafka;

import dev.sluice.journal.Chunk;
import dev.sluice.journal.StoredEvent;
import dev.sluice.journal.parked.ParkedLane;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is set aside for a lane in the partitions that are its own: of one that has come, as soon as all that its last node said of it
 * is known. For the lane's thread.
 */
final class LaneParked implements AutoCloseable {

    /** Opens the store's table for this thread. */
    interface Opening {
        ParkedTable open() throws SQLException;
    }

    private final String destination;
    private final Clock clock;
    private final Opening opening;
    private final Set<Integer> ours = new HashSet<>();
    private @Nullable ParkedTable table;
    private @Nullable ParkedLane lane;

    LaneParked(String destination, Clock clock, Opening opening) {
        this.destination = destination;
        this.clock = clock;
        this.opening = opening;
    }

    /** What is set aside in a partition is known from now on. */
    void add(int partition) {
        ours.add(partition);
        restrict();
    }

    /** Other partitions are another's. */
    void retain(Set<Integer> partitions) {
        if (ours.retainAll(partitions)) {
            restrict();
        }
    }

    /** Another reader begins: nothing is out. */
    void restart() {
        lane = null;
    }

    /** Events whose time has come; null where there are none. */
    @Nullable
    Chunk next(int maxEvents, long maxBytes) throws SQLException {
        if (table == null) {
            table = opening.open();
            restrict();
        }
        if (lane == null) {
            lane = new ParkedLane(table, destination);
        }
        List<StoredEvent> due = lane.next(clock.millis(), maxEvents, maxBytes);
        return due.isEmpty() ? null : new Chunk(due);
    }

    /** These are settled, or set aside again. */
    void back(List<Long> ids) {
        if (lane != null) {
            lane.back(ids);
        }
    }

    /** Milliseconds until something more may be due, at most so many. */
    long untilDue(long limit) throws SQLException {
        if (lane == null) {
            return limit;
        }
        long now = clock.millis();
        long due = lane.nextDue(now);
        return due == 0 ? limit : Math.max(1, Math.min(limit, due - now));
    }

    @Override
    public void close() throws SQLException {
        if (table != null) {
            table.close();
        }
    }

    private void restrict() {
        if (table != null) {
            table.restrictTo(ours);
        }
    }
}
