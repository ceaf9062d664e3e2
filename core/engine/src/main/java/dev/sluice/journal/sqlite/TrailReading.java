package dev.sluice.journal.sqlite;

import dev.sluice.event.EventIdMatch;
import dev.sluice.journal.JournalStatus;
import dev.sluice.journal.StoredEvent;
import dev.sluice.journal.trail.EventMark;
import dev.sluice.journal.trail.EventTrail;
import dev.sluice.journal.trail.EventTrail.Place;
import dev.sluice.journal.trail.EventTrail.Receipt;
import dev.sluice.journal.trail.EventTrail.Step;
import dev.sluice.journal.trail.Origin;
import dev.sluice.journal.trail.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads what the tables know of one event: first the log, then what is set aside, then the history, which is the way events go, so
 * that one that moves meanwhile is met at least once. For one search.
 */
final class TrailReading {

    /** Read at once: between two reads the write-ahead log can be worked into the file. */
    private static final int ROWS = 256;

    /** With these the event has left its place in the log. */
    private static final Set<Outcome> LEAVING = EnumSet.complementOf(EnumSet.of(Outcome.RETRIED));

    private final EventIdMatch match;
    private final long key;
    private final Set<String> destinations;
    private final JournalStatus status;
    private final Map<Long, Origin> receipts = new TreeMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();

    /** @param status from before the reading */
    TrailReading(String eventId, Set<String> destinations, JournalStatus status) {
        match = new EventIdMatch(eventId);
        key = EventMark.key(eventId);
        this.destinations = destinations;
        this.status = status;
    }

    EventTrail read(Connection connection) throws SQLException {
        readLog(connection);
        readParked(connection);
        readHistory(connection);
        places.removeIf(place -> place.kind() == Place.Kind.PENDING && hasLeft(place));
        steps.sort(Comparator.comparingLong(Step::atMillis));
        return new EventTrail(
                receipts.entrySet().stream()
                        .map(each -> new Receipt(each.getKey(), each.getValue()))
                        .toList(),
                steps,
                places);
    }

    private void readLog(Connection connection) throws SQLException {
        try (ChunkRows chunks = new ChunkRows(connection)) {
            long offset = 0;
            while (offset >= 0) {
                offset = readChunk(chunks, offset);
            }
        }
    }

    /** Answers where the next chunk begins, or -1 after the last. */
    private long readChunk(ChunkRows chunks, long offset) throws SQLException {
        try {
            List<StoredEvent> events = chunks.from(offset);
            for (StoredEvent event : events) {
                if (match.isIn(event.body())) {
                    stored(event);
                }
            }
            return events.isEmpty() ? -1 : events.get(events.size() - 1).offset() + 1;
        } catch (JournalCorruptException damaged) {
            // Lanes find it too, and set it aside.
            return Math.max(offset, damaged.row().firstOffset())
                    + Math.max(1, damaged.row().count());
        }
    }

    private void stored(StoredEvent event) {
        received(event.receivedAtMillis(), event.origin());
        for (String destination : destinations) {
            long cursor =
                    status.cursors().getOrDefault(destination, Map.of()).getOrDefault(SqliteJournal.PARTITION, 0L);
            if (cursor <= event.offset()) {
                places.add(new Place(
                        destination, Place.Kind.PENDING, event.offset() - cursor, 0, event.receivedAtMillis()));
            }
        }
    }

    private void readParked(Connection connection) throws SQLException {
        page(connection, """
                SELECT parked.id, parked.destination, received_at, body, coalesce(due_at, 0) FROM parked
                LEFT JOIN parked_keys ON parked_keys.destination = parked.destination AND parked_keys.key = parked.key
                WHERE parked.id > ? ORDER BY parked.id LIMIT ?
                """, row -> {
            if (match.isIn(row.getBytes(4))) {
                received(row.getLong(3), Origin.UNKNOWN);
                places.add(new Place(row.getString(2), Place.Kind.PARKED, 0, row.getLong(5), row.getLong(3)));
            }
        });
    }

    private void readHistory(Connection connection) throws SQLException {
        page(connection, """
                SELECT id, destination, outcome, detail, tries, at, events FROM history
                WHERE id > ? ORDER BY id LIMIT ?
                """, row -> {
            for (EventMark mark : MarkCodec.find(key, row.getBytes(7))) {
                received(mark.receivedAtMillis(), mark.origin());
                steps.add(new Step(
                        row.getString(2),
                        Outcome.valueOf(row.getString(3)),
                        row.getString(4),
                        row.getInt(5),
                        row.getLong(6),
                        mark.receivedAtMillis()));
            }
        });
    }

    private boolean hasLeft(Place place) {
        return steps.stream()
                .anyMatch(step -> step.destination().equals(place.destination())
                        && step.receivedAtMillis() == place.receivedAtMillis()
                        && LEAVING.contains(step.outcome()));
    }

    private void received(long atMillis, Origin origin) {
        receipts.merge(atMillis, origin, (known, other) -> known == Origin.UNKNOWN ? other : known);
    }

    private interface RowReading {
        void read(ResultSet row) throws SQLException;
    }

    /** Reads a table by its id, page by page. */
    private static void page(Connection connection, String query, RowReading reading) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query)) {
            long last = 0;
            boolean more = true;
            while (more) {
                select.setLong(1, last);
                select.setInt(2, ROWS);
                more = false;
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        last = row.getLong(1);
                        reading.read(row);
                        more = true;
                    }
                }
            }
        }
    }
}
