package dev.sluice.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.campaign.Letter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecondCopiesTest {

    private final SecondCopies copies = new SecondCopies(Set.of("again"));

    private static ObjectNode event(String id) {
        return JsonNodeFactory.instance.objectNode().put("insert_id", id);
    }

    private static Letter letter(String source, String id) {
        return new Letter(source, id, "refused", "", "", Duration.ZERO);
    }

    @Test
    void whatWasPostedTwiceIsNoFaultOfANode() {
        assertThat(copies.since(List.of(event("again"), event("once")), List.of()))
                .isEqualTo(new SecondCopies.Count(1, 1));
    }

    @Test
    void eachCopyIsCountedOnce() {
        copies.since(List.of(event("one")), List.of());

        assertThat(copies.since(List.of(event("one"), event("two")), List.of()))
                .isEqualTo(new SecondCopies.Count(1, 0));
    }

    @Test
    void aSecondLetterOfAnEventIsASecondCopyToo() {
        List<Letter> letters = List.of(
                letter("amplitude", "e"),
                letter("amplitude", "e"),
                letter("amplitude", "again"),
                letter("amplitude", "again"),
                letter(Letter.INGEST, ""),
                letter(Letter.INGEST, ""));

        assertThat(copies.since(List.of(), letters)).isEqualTo(new SecondCopies.Count(1, 0));
        assertThat(copies.since(List.of(), letters)).isEqualTo(new SecondCopies.Count(0, 0));
    }
}
