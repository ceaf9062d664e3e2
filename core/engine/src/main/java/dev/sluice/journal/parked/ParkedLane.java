package dev.sluice.journal.parked;

import dev.sluice.journal.StoredEvent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives out what is set aside for one lane, each event once until it comes back. Remembers only what is out, which the lane's window
 * bounds. For one thread.
 */
public final class ParkedLane {

    /** What is set aside, as a store has it in tables. */
    public interface Rows {

        /** The keys whose time has come, as {@link ParkedKeys} has it, longest waiting first. */
        List<String> dueKeys(String destination, long now) throws SQLException;

        /** The next moment that a key is due; 0 where none is set. */
        long nextDue(String destination, long now) throws SQLException;

        /** A key's events with higher ids than the given one, lowest id first; the id stands in place of the offset. */
        List<StoredEvent> events(String destination, String key, long after, int limit) throws SQLException;
    }

    /** What of one key is out. */
    private static final class Out {
        private final Set<Long> ids = new HashSet<>();
        private long last;
    }

    private final Rows rows;
    private final String destination;
    private final Map<String, Out> outByKey = new HashMap<>();
    private final Map<Long, String> keyById = new HashMap<>();

    public ParkedLane(Rows rows, String destination) {
        this.rows = rows;
        this.destination = destination;
    }

    /** Whose lane this is. */
    public String destination() {
        return destination;
    }

    /** Events whose time has come and that are not out; none where there are none. */
    public List<StoredEvent> next(long now, int maxEvents, long maxBytes) throws SQLException {
        List<StoredEvent> given = new ArrayList<>();
        long bytes = 0;
        for (String key : rows.dueKeys(destination, now)) {
            Out out = outByKey.computeIfAbsent(key, fresh -> new Out());
            for (StoredEvent event : rows.events(destination, key, out.last, maxEvents - given.size())) {
                bytes += event.body().length;
                if (!given.isEmpty() && bytes > maxBytes) {
                    drop(key, out);
                    return given;
                }
                out.last = event.offset();
                if (out.ids.add(event.offset())) {
                    keyById.put(event.offset(), key);
                    given.add(event);
                }
            }
            drop(key, out);
            if (given.size() >= maxEvents) {
                return given;
            }
        }
        return given;
    }

    /** When something more may be due; 0 where nothing is set aside for later. */
    public long nextDue(long now) throws SQLException {
        return rows.nextDue(destination, now);
    }

    /** These are settled, or set aside again: they may be given out once more, if they are still there. */
    public void back(List<Long> ids) {
        for (long id : ids) {
            String key = keyById.remove(id);
            if (key != null) {
                Out out = outByKey.get(key);
                out.ids.remove(id);
                out.last = Math.min(out.last, id - 1);
                drop(key, out);
            }
        }
    }

    private void drop(String key, Out out) {
        if (out.ids.isEmpty()) {
            outByKey.remove(key);
        }
    }
}
