package dev.sluice.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Lists of several journals read as one, page by page. */
class MergedPageTest {

    /** A journal as its own desk would page it; when its letters died is up to the test. */
    private static ObjectNode own(List<Instant> died, long before, int limit) {
        ObjectNode page = JsonNodeFactory.instance.objectNode().put("total", died.size());
        List<ObjectNode> letters = new ArrayList<>();
        for (long id = Math.min(died.size(), before - 1); id >= 1 && letters.size() < limit; id--) {
            letters.add(JsonNodeFactory.instance
                    .objectNode()
                    .put("id", id)
                    .put("diedAt", died.get((int) id - 1).toString()));
        }
        page.putArray("letters").addAll(letters);
        if (letters.size() == limit) {
            page.set("before", letters.get(limit - 1).get("id"));
        }
        return page;
    }

    private static ObjectNode page(Map<String, List<Instant>> journals, String before, int limit) {
        MergedPage merged = new MergedPage(before);
        journals.forEach((node, died) ->
                merged.add(node, own(died, merged.before(node).orElse(Long.MAX_VALUE), limit)));
        return merged.json(limit);
    }

    @Test
    void everyLetterComesOnceWhateverTheClocksSay() {
        for (long seed = 0; seed < 300; seed++) {
            everyLetterComesOnce(new Random(seed), 1 + (int) (seed % 7));
        }
    }

    private static void everyLetterComesOnce(Random random, int limit) {
        Map<String, List<Instant>> journals = new TreeMap<>();
        List<String> expected = new ArrayList<>();
        for (String node : List.of("a", "b-1", "127.0.0.1:5701")) {
            List<Instant> died = new ArrayList<>();
            for (int i = random.nextInt(12); i > 0; i--) {
                died.add(Instant.ofEpochMilli(1 + random.nextInt(100_000)));
                expected.add(node + "-" + died.size());
            }
            journals.put(node, died);
        }
        List<String> seen = new ArrayList<>();
        String before = "";
        do {
            ObjectNode page = page(journals, before, limit);
            assertThat(page.path("total").asInt()).isEqualTo(expected.size());
            assertThat(page.path("letters")).hasSizeLessThanOrEqualTo(limit);
            page.path("letters").forEach(letter -> seen.add(letter.path("id").asText()));
            before = page.path("before").asText();
        } while (!before.isEmpty());

        assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void theNewestOfAllJournalsComeFirst() {
        Instant noon = Instant.parse("2026-10-01T12:00:00Z");
        Map<String, List<Instant>> journals = new TreeMap<>(Map.of(
                "a", List.of(noon, noon.plusMillis(2_500)),
                "b", List.of(noon.plusSeconds(2), noon.plusSeconds(3))));

        ObjectNode first = page(journals, "", 3);

        assertThat(first.path("letters"))
                .extracting(letter -> letter.path("id").asText())
                .containsExactly("b-2", "a-2", "b-1");
        assertThat(first.path("before").asText()).isEqualTo("a-2,b-1");
        assertThat(page(journals, "a-2,b-1", 3).path("letters"))
                .extracting(letter -> letter.path("id").asText())
                .containsExactly("a-1");
    }

    @Test
    void saysWhatALetterOfANodeLooksLike() {
        assertThat(NodeLetter.read("b-1-12")).isEqualTo(new NodeLetter("b-1", 12));
        assertThatThrownBy(() -> NodeLetter.read("12"))
                .hasMessage(
                        "\"12\" is no letter of a node; give its node and its number as the list does, such as a-12");
    }
}
