package dev.sluice.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.DeadLetter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookBodyTest {

    private static final String EVENT = "{\"event_id\":\"1\",\"metric\":\"sent\"}";

    private static AppendBatch json(String body) {
        return WebhookBody.json(body.getBytes(StandardCharsets.UTF_8), 7);
    }

    private static AppendBatch lines(String body) {
        return WebhookBody.lines(body.getBytes(StandardCharsets.UTF_8), 7);
    }

    private static List<String> events(AppendBatch batch) {
        return batch.events().stream()
                .map(event -> new String(event, StandardCharsets.UTF_8))
                .toList();
    }

    private static String reason(AppendBatch batch) {
        assertThat(batch.quarantined()).hasSize(1);
        return batch.quarantined().get(0).reason();
    }

    @Test
    void keepsAnObjectByteForByte() {
        String spaced = "{ \"event_id\" : \"1\",\n \"metric\":\"sent\", \"data\": {\"x\": 1.10} }";

        assertThat(events(json(spaced))).containsExactly(spaced);
    }

    @Test
    void cutsAnArrayIntoItsObjects() {
        String other = "{\"event_id\":\"ü\",  \"event_type\":\"email_sent\",\"data\":{\"a\":[1,{}]}}";

        assertThat(events(json(" [ " + EVENT + " ,\n" + other + "] "))).containsExactly(EVENT, other);
    }

    @Test
    void cutsLinesAndPassesOverEmptyOnes() {
        assertThat(events(lines(EVENT + "\n\n \r\n" + EVENT + "\r\n"))).containsExactly(EVENT, EVENT);
    }

    @Test
    void takesAByteOrderMarkForNothing() {
        assertThat(events(json("\uFEFF" + EVENT))).containsExactly(EVENT);
    }

    @Test
    void anEmptyArrayBringsNothing() {
        assertThat(json("[]").isEmpty()).isTrue();
    }

    @Test
    void keepsTheGoodLinesOfABodyWithBadOnes() {
        AppendBatch batch = lines(EVENT + "\n{broken\n" + EVENT);

        assertThat(batch.events()).hasSize(2);
        assertThat(reason(batch)).isEqualTo("broken-json");
        assertThat(batch.quarantined().get(0).original()).isEqualTo("{broken".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void saysWhereABodyThatIsCutShortEnds() {
        assertThat(json("{\"event_id\":\"1\",").quarantined())
                .extracting(DeadLetter::detail)
                .containsExactly("the JSON ends too early at line 1, column 17");
    }

    @Test
    void keepsTheGoodElementsOfAnArrayWithBadOnes() {
        AppendBatch batch = json("[" + EVENT + ",7,{\"event_id\":\"1\"}]");

        assertThat(events(batch)).containsExactly(EVENT);
        assertThat(batch.quarantined())
                .extracting(DeadLetter::reason)
                .containsExactly("not-an-object", "missing-metric");
        assertThat(batch.quarantined().get(0).original()).isEqualTo(new byte[] {'7'});
    }

    @Test
    void keepsAnArrayThatBreaksInTheMiddleWholeAndOnce() {
        String body = "[" + EVENT + ",{\"event_id\":";
        AppendBatch batch = json(body);

        assertThat(batch.events()).isEmpty();
        assertThat(reason(batch)).isEqualTo("broken-json");
        assertThat(batch.quarantined().get(0).original()).isEqualTo(body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                        | broken-json",
                "{\"event_id\":NaN}                       | broken-json",
                "{\"event_id\":\"1\",\"metric\":\"a\"} {} | broken-json",
                "''                                       | broken-json",
                "'  '                                     | broken-json",
                "\"text\"                                 | not-an-object",
                "17                                       | not-an-object",
                "null                                     | not-an-object",
                "{\"metric\":\"sent\"}                    | missing-event-id",
                "{\"event_id\":\"\",\"metric\":\"sent\"}  | missing-event-id",
                "{\"event_id\":{},\"metric\":\"sent\"}    | missing-event-id",
                "{\"event_id\":null,\"metric\":\"sent\"}  | missing-event-id",
                "{\"event_id\":\"1\"}                     | missing-metric",
                "{\"event_id\":\"1\",\"metric\":[]}       | missing-metric"
            })
    void quarantinesWhatIsNoEvent(String body, String reason) {
        AppendBatch batch = json(body);

        assertThat(batch.events()).isEmpty();
        assertThat(reason(batch)).isEqualTo(reason);
        assertThat(batch.quarantined().get(0).source()).isEqualTo("ingest");
        assertThat(batch.quarantined().get(0).original()).isEqualTo(body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"event_id\":\"1\",\"metric\":\"sent\",\"data\":\"a string\"}",
                "{\"event_id\":\"1\",\"metric\":\"sent\",\"data\":null}",
                "{\"event_id\":\"1\",\"metric\":\"sent\",\"data\":{\"identifiers\":null,\"recipients\":[]}}",
                "{\"event_id\":\"1\",\"metric\":\"sent\",\"timestamp\":{\"odd\":true}}",
                "{\"event_id\":\"1\",\"metric\":\"sent\",\"data\":{\"huge\":1e400}}",
                "{\"event_id\":\"0\",\"event_id\":\"1\",\"metric\":\"sent\"}",
                "{\"event_id\":\"1\",\"event_type\":\"email_sent\"}",
                "{\"event_id\":1,\"metric\":\"sent\"}"
            })
    void acceptsWhatIsOddButAnEvent(String body) {
        assertThat(events(json(body))).containsExactly(body);
    }

    @Test
    void quarantinesDeepNesting() {
        String deep =
                "{\"event_id\":\"1\",\"metric\":\"sent\",\"data\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";

        assertThat(reason(json(deep))).isEqualTo("beyond-bounds");
    }

    @Test
    void quarantinesNumbersOfThousandsOfDigits() {
        String huge = "{\"event_id\":\"1\",\"metric\":\"sent\",\"data\":{\"n\":" + "9".repeat(5_000) + "}}";

        assertThat(json(huge).events().size() + json(huge).quarantined().size()).isEqualTo(1);
    }

    @Test
    void quarantinesInvalidUtf8WithItsBytes() {
        byte[] body = EVENT.replace("sent", "s?nt").getBytes(StandardCharsets.ISO_8859_1);
        body[EVENT.indexOf("sent") + 1] = (byte) 0xC3;

        AppendBatch batch = WebhookBody.json(body, 7);

        assertThat(reason(batch)).isEqualTo("broken-json");
        assertThat(batch.quarantined().get(0).original()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
    void quarantinesOtherEncodingsWithTheirBytes(String encoding) {
        byte[] body = EVENT.getBytes(Charset.forName(encoding));

        for (AppendBatch batch : List.of(WebhookBody.json(body, 7), WebhookBody.lines(body, 7))) {
            assertThat(batch.events()).isEmpty();
            assertThat(reason(batch)).isEqualTo("broken-json");
            assertThat(batch.quarantined().get(0).original()).isEqualTo(body);
        }
    }

    @Test
    void explainsWithoutRepeatingTheBody() {
        assertThat(json("{\"event_id\": \"secret@example.com")
                        .quarantined()
                        .get(0)
                        .detail())
                .doesNotContain("secret@example.com")
                .contains("line 1");
    }

    @Property(tries = 2_000)
    void neverFailsAndNeverLosesABody(@ForAll byte[] body) {
        AppendBatch json = WebhookBody.json(body, 7);
        AppendBatch lines = WebhookBody.lines(body, 7);

        assertThat(json.events().size() + json.quarantined().size()).isLessThanOrEqualTo(1 + body.length);
        assertThat(lines.isEmpty())
                .isEqualTo(new String(body, StandardCharsets.ISO_8859_1)
                        .chars()
                        .allMatch(c -> c == ' ' || c == '\t' || c == '\r' || c == '\n'));
    }
}
