package dev.sluice.management;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.journal.DeadLetter;
import dev.sluice.journal.StoredLetter;
import dev.sluice.journal.trail.EventTrail;
import dev.sluice.journal.trail.Origin;
import dev.sluice.journal.trail.Outcome;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** How an event's trail is shown to machines. Times are ISO 8601 in UTC. */
final class TrailJson {

    private TrailJson() {}

    /** @param destinations the configured ones; others are shown where something is known of them */
    static ObjectNode of(String id, EventTrail trail, List<StoredLetter> letters, List<String> destinations) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("eventId", id);
        ArrayNode received = json.putArray("received");
        receipts(trail, letters)
                .forEach((at, origin) -> received.addObject()
                        .put("at", time(at))
                        .put("origin", code(origin.name()))
                        .put("words", origin.words()));
        ArrayNode lanes = json.putArray("destinations");
        for (String destination : all(trail, letters, destinations)) {
            lanes.add(lane(destination, trail, letters));
        }
        ArrayNode dead = json.putArray("deadLetters");
        letters.forEach(letter -> dead.add(LetterJson.summary(letter)));
        return json;
    }

    /** A letter outlives the history. */
    private static Map<Long, Origin> receipts(EventTrail trail, List<StoredLetter> letters) {
        Map<Long, Origin> receipts = new TreeMap<>();
        letters.forEach(letter -> receipts.put(letter.letter().receivedAtMillis(), Origin.UNKNOWN));
        trail.receipts().forEach(receipt -> receipts.put(receipt.receivedAtMillis(), receipt.origin()));
        return receipts;
    }

    private static Set<String> all(EventTrail trail, List<StoredLetter> letters, List<String> destinations) {
        Set<String> all = new LinkedHashSet<>(destinations);
        trail.steps().forEach(step -> all.add(step.destination()));
        letters.forEach(letter -> all.add(letter.letter().source()));
        all.remove(DeadLetter.JOURNAL);
        return all;
    }

    private static ObjectNode lane(String destination, EventTrail trail, List<StoredLetter> letters) {
        ObjectNode lane = JsonNodeFactory.instance.objectNode();
        List<EventTrail.Step> steps = trail.steps().stream()
                .filter(step -> step.destination().equals(destination))
                .toList();
        Optional<EventTrail.Place> place = trail.places().stream()
                .filter(each -> each.destination().equals(destination))
                .findFirst();
        Optional<StoredLetter> letter = letters.stream()
                .filter(each -> each.letter().source().equals(destination))
                .findFirst();
        lane.put("destination", destination);
        lane.put("state", state(steps, place, letter.isPresent()));
        place.ifPresent(where -> {
            if (where.kind() == EventTrail.Place.Kind.PENDING) {
                lane.put("ahead", where.ahead());
            } else if (where.dueAtMillis() > 0) {
                lane.put("dueAt", time(where.dueAtMillis()));
            }
        });
        letter.ifPresent(found -> lane.put("deadLetter", found.id()));
        ArrayNode list = lane.putArray("steps");
        for (EventTrail.Step step : steps) {
            list.addObject()
                    .put("at", time(step.atMillis()))
                    .put("outcome", code(step.outcome().name()))
                    .put("words", step.outcome().words())
                    .put("tries", step.tries())
                    .put("detail", step.detail());
        }
        return lane;
    }

    private static String state(List<EventTrail.Step> steps, Optional<EventTrail.Place> place, boolean dead) {
        if (place.isPresent()) {
            return code(place.get().kind().name());
        }
        if (dead) {
            return code(Outcome.DEAD_LETTERED.name());
        }
        if (steps.isEmpty()) {
            return "unknown";
        }
        return code(steps.get(steps.size() - 1).outcome().name());
    }

    private static String code(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
