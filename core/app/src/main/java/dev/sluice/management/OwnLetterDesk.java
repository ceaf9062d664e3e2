package dev.sluice.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.ingest.WebhookBody;
import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.DeadLetters;
import dev.sluice.journal.LetterQuery;
import dev.sluice.journal.StoredLetter;
import dev.sluice.journal.trail.Origin;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The dead letters of one journal. */
final class OwnLetterDesk implements LetterDesk {

    private final DeadLetters letters;
    private final Supplier<Map<String, Duration>> dedupeWindows;
    private final Clock clock;

    /** @param dedupeWindows how long each destination knows an event again; zero where it never does */
    OwnLetterDesk(DeadLetters letters, Supplier<Map<String, Duration>> dedupeWindows, Clock clock) {
        this.letters = letters;
        this.dedupeWindows = dedupeWindows;
        this.clock = clock;
    }

    @Override
    public Set<String> fields() {
        return LetterCriteria.FIELDS;
    }

    @Override
    public Future<ObjectNode> list(JsonNode criteria, int limit) {
        LetterQuery query = query(criteria);
        long before = LetterCriteria.number(criteria, "before", Long.MAX_VALUE);
        return letters.list(query, before, limit)
                .compose(page -> letters.count(query).map(total -> page(page, total, limit)));
    }

    @Override
    public Future<ObjectNode> show(String id) {
        if (!id.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("\"" + id + "\" is no number of a letter");
        }
        return letters.find(Long.parseLong(id))
                .map(found -> found.map(LetterJson::whole)
                        .orElseThrow(() -> new NotFoundException("there is no dead letter " + id)));
    }

    @Override
    public Future<ObjectNode> weigh(JsonNode criteria) {
        return weigh(query(criteria));
    }

    @Override
    public Future<ObjectNode> replay(JsonNode criteria) {
        LetterQuery query = query(criteria);
        return weigh(query)
                .compose(weighed -> letters.replay(query, OwnLetterDesk::readAgain)
                        .map(replayed -> {
                            weighed.put("replayed", replayed.events());
                            weighed.put("kept", replayed.kept());
                            if (replayed.kept() > 0) {
                                weighed.put(
                                        "keptBecause",
                                        "their destination is configured no longer, or ingest can't read them today"
                                                + " either");
                            }
                            return weighed;
                        }));
    }

    @Override
    public Future<ObjectNode> discard(JsonNode criteria) {
        return letters.discard(query(criteria))
                .map(count -> JsonNodeFactory.instance.objectNode().put("discarded", count));
    }

    private LetterQuery query(JsonNode criteria) {
        return LetterCriteria.read(criteria, clock);
    }

    private Future<ObjectNode> weigh(LetterQuery query) {
        Map<String, Duration> windows = dedupeWindows.get();
        return letters.count(query)
                .compose(count -> mayCountTwice(query, windows, List.copyOf(windows.keySet()), 0)
                        .map(twice ->
                                warned(JsonNodeFactory.instance.objectNode().put("letters", count), twice)));
    }

    private static AppendBatch readAgain(DeadLetter letter) {
        return WebhookBody.json(letter.original(), letter.receivedAtMillis()).by(Origin.RECOVERED);
    }

    private Future<Long> mayCountTwice(
            LetterQuery query, Map<String, Duration> windows, List<String> destinations, long before) {
        if (destinations.isEmpty()) {
            return Future.succeededFuture(before);
        }
        String destination = destinations.get(0);
        List<String> rest = destinations.subList(1, destinations.size());
        if (query.source().isPresent() && !query.source().get().equals(destination)) {
            return mayCountTwice(query, windows, rest, before);
        }
        long known = clock.millis() - windows.get(destination).toMillis();
        return letters.count(query.from(destination).triedBefore(known))
                .compose(count -> mayCountTwice(query, windows, rest, before + count));
    }

    /** Adds how many letters may count twice, and what that means. */
    static ObjectNode warned(ObjectNode weighed, long twice) {
        weighed.put("mayCountTwice", twice);
        if (twice > 0) {
            weighed.put(
                    "warning",
                    twice + " letters were first sent longer ago than their destination knows events again: if it took"
                            + " one in then, it will count twice");
        }
        return weighed;
    }

    private static ObjectNode page(List<StoredLetter> page, long total, int limit) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("total", total);
        ArrayNode list = json.putArray("letters");
        page.forEach(letter -> list.add(LetterJson.summary(letter)));
        if (page.size() == limit) {
            json.put("before", page.get(page.size() - 1).id());
        }
        return json;
    }
}
