package dev.sluice.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * A page of letters out of a page of each of several journals, newest first. Where the next one begins is said for each journal, so
 * that no letter is left out or comes twice, however their clocks stand to each other. For one thread.
 */
final class MergedPage {

    private final Map<String, Long> places;
    private final List<Deque<Letter>> journals = new ArrayList<>();
    private long total;
    private boolean more;

    private record Letter(String node, JsonNode json) {

        Instant diedAt() {
            return Instant.parse(json.path("diedAt").asText("1970-01-01T00:00:00Z"));
        }
    }

    /** @param before where the page before ended, as it was said there; empty for the first one */
    MergedPage(String before) {
        places = read(before);
    }

    /** Where the page begins in a node's journal; empty for its newest letter. */
    Optional<Long> before(String node) {
        return Optional.ofNullable(places.get(node));
    }

    /** What a node answered for its own journal. */
    void add(String node, JsonNode page) {
        total += page.path("total").asLong();
        more |= page.has("before");
        Deque<Letter> letters = new ArrayDeque<>();
        page.path("letters").forEach(letter -> letters.add(new Letter(node, letter)));
        journals.add(letters);
    }

    /** The page itself. */
    ObjectNode json(int limit) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("total", total);
        ArrayNode list = json.putArray("letters");
        Optional<Deque<Letter>> next = newest();
        while (next.isPresent() && list.size() < limit) {
            Letter letter = next.get().removeFirst();
            long number = letter.json().path("id").asLong();
            places.put(letter.node(), number);
            list.add(named(letter.json(), letter.node()));
            next = newest();
        }
        if (more || next.isPresent()) {
            StringJoiner before = new StringJoiner(",");
            places.forEach((node, number) -> before.add(new NodeLetter(node, number).toString()));
            json.put("before", before.toString());
        }
        return json;
    }

    /** A letter as it is shown to those who see the letters of several nodes. */
    static ObjectNode named(JsonNode letter, String node) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", new NodeLetter(node, letter.path("id").asLong()).toString());
        json.put("node", node);
        letter.properties().forEach(field -> {
            if (!field.getKey().equals("id")) {
                json.set(field.getKey(), field.getValue());
            }
        });
        return json;
    }

    private Optional<Deque<Letter>> newest() {
        return journals.stream()
                .filter(journal -> !journal.isEmpty())
                .max(Comparator.comparing(journal -> journal.getFirst().diedAt()));
    }

    private static Map<String, Long> read(String before) {
        Map<String, Long> places = new TreeMap<>();
        if (!before.isEmpty()) {
            for (String place : before.split(",")) {
                NodeLetter letter = NodeLetter.read(place);
                places.put(letter.node(), letter.number());
            }
        }
        return places;
    }
}
