package dev.sluice.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.journal.Journal;
import dev.sluice.journal.LetterQuery;
import dev.sluice.journal.StoredLetter;
import dev.sluice.journal.trail.EventTrail;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What one journal knows of an event. */
final class OwnEventDesk implements EventDesk {

    private static final int MOST_LETTERS = 100;

    private final Journal journal;
    private final Supplier<Set<String>> destinations;

    /** @param destinations those that are configured at the moment */
    OwnEventDesk(Journal journal, Supplier<Set<String>> destinations) {
        this.journal = journal;
        this.destinations = destinations;
    }

    @Override
    public Future<ObjectNode> explain(String eventId) {
        // Letters last: an event that is given up meanwhile is in one of them.
        return journal.trail(eventId)
                .compose(trail -> journal.deadLetters()
                        .list(LetterQuery.ALL.ofEvent(eventId), Long.MAX_VALUE, MOST_LETTERS)
                        .map(letters -> TrailJson.of(eventId, known(eventId, trail, letters), letters, lanes(trail))));
    }

    /** What never came past ingest is no lane's. */
    private List<String> lanes(EventTrail trail) {
        return trail.isEmpty() ? List.of() : List.copyOf(destinations.get());
    }

    private static EventTrail known(String eventId, EventTrail trail, List<StoredLetter> letters) {
        if (trail.isEmpty() && letters.isEmpty()) {
            throw EventDesk.unknown(eventId);
        }
        return trail;
    }
}
