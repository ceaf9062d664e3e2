package dev.sluice.management;

import dev.sluice.journal.Journal;
import dev.sluice.journal.LetterQuery;
import dev.sluice.journal.StoredLetter;
import dev.sluice.journal.trail.EventTrail;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What became of an event, over HTTP. */
final class EventApi {

    private static final int MOST_LETTERS = 100;

    private final Journal journal;
    private final Supplier<Set<String>> destinations;

    /** @param destinations those that are configured at the moment */
    EventApi(Journal journal, Supplier<Set<String>> destinations) {
        this.journal = journal;
        this.destinations = destinations;
    }

    void mount(Router router) {
        router.get("/api/v1/events/:id").handler(this::explain);
    }

    private void explain(RoutingContext context) {
        String id = context.pathParam("id");
        // Letters last: an event that is given up meanwhile is in one of them.
        Reply.of(
                context,
                journal.trail(id)
                        .compose(trail -> journal.deadLetters()
                                .list(LetterQuery.ALL.ofEvent(id), Long.MAX_VALUE, MOST_LETTERS)
                                .map(letters -> TrailJson.of(id, known(id, trail, letters), letters, lanes(trail)))));
    }

    /** What never came past ingest is no lane's. */
    private List<String> lanes(EventTrail trail) {
        return trail.isEmpty() ? List.of() : List.copyOf(destinations.get());
    }

    private static EventTrail known(String id, EventTrail trail, List<StoredLetter> letters) {
        if (trail.isEmpty() && letters.isEmpty()) {
            throw new NotFoundException("nothing is known of the event " + id
                    + ": it was never accepted, or what became of it is longer ago than journal.history reaches back");
        }
        return trail;
    }
}
