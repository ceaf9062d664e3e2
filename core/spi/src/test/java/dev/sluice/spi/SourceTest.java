package dev.sluice.spi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SourceTest {

    private static final JsonNode EVENT = json("""
            {"object_type":"email","metric":"sent","data":{"customer_id":"0042","gone":null,"flag":false,"n":1.5,
             "identifiers":{"id":"u","email":null}}}
            """);

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void aPointerReadsTheValueAsItIs() {
        assertThat(Source.at("/data/customer_id").read(EVENT)).isEqualTo(TextNode.valueOf("0042"));
        assertThat(Source.at("/data/flag").read(EVENT)).isEqualTo(json("false"));
        assertThat(Source.at("/data/identifiers").read(EVENT)).isEqualTo(json("{\"id\":\"u\",\"email\":null}"));
    }

    @Test
    void missingAndNullAreAbsent() {
        assertThat(Source.at("/data/gone").read(EVENT)).isNull();
        assertThat(Source.at("/data/never").read(EVENT)).isNull();
        assertThat(Source.at("/data/customer_id/deeper").read(EVENT)).isNull();
    }

    @Test
    void theOtherSourceIsReadOnlyWhereTheFirstIsAbsent() {
        Source source = Source.at("/data/gone").orElse(Source.at("/data/customer_id"));

        assertThat(source.read(EVENT)).isEqualTo(TextNode.valueOf("0042"));
        assertThat(Source.at("/data/flag").orElse(source).read(EVENT)).isEqualTo(json("false"));
        assertThat(source.describe()).isEqualTo("data.gone, else data.customer_id");
    }

    @Test
    void joinedTextsAreAbsentUnlessAllAreThere() {
        assertThat(Source.joined("/object_type", "/metric").read(EVENT)).isEqualTo(TextNode.valueOf("email sent"));
        assertThat(Source.joined("/object_type", "/data/gone").read(EVENT)).isNull();
        assertThat(Source.joined("/object_type", "/data").read(EVENT)).isNull();
    }

    @Test
    void theRemainderLeavesOutTheNamedAndTheNulls() {
        assertThat(Source.remainder("/data", Set.of("identifiers")).read(EVENT))
                .isEqualTo(json("{\"customer_id\":\"0042\",\"flag\":false,\"n\":1.5}"));
        assertThat(Source.remainder("/metric", Set.of()).read(EVENT)).isNull();
        assertThat(Source.remainder("/data/identifiers", Set.of("id")).read(EVENT))
                .isNull();
    }

    @Test
    void aConditionMakesItAbsent() {
        Source sent = Source.at("/data/n")
                .where("of a sent", document -> document.path("metric").asText().equals("sent"));

        assertThat(sent.read(EVENT)).isEqualTo(json("1.5"));
        assertThat(sent.read(json("{\"metric\":\"opened\",\"data\":{\"n\":1.5}}")))
                .isNull();
        assertThat(sent.describe()).isEqualTo("data.n of a sent");
    }

    @Test
    void asTextIdsKeepTheirZerosAndOnlyScalarsAreTexts() {
        assertThat(Conversion.TEXT.function().apply(json("\"0042\""))).isEqualTo(TextNode.valueOf("0042"));
        assertThat(Conversion.TEXT.function().apply(json("12345678901234567890123")))
                .isEqualTo(TextNode.valueOf("12345678901234567890123"));
        assertThat(Conversion.TEXT.function().apply(json("{}"))).isNull();
    }

    @Test
    void conversionsFollowEachOtherUntilOneLeavesTheFieldOut() {
        Conversion none = new Conversion("nothing", value -> null);
        Conversion fails = new Conversion("never", value -> {
            throw new AssertionError("nothing is left to convert");
        });

        assertThat(Conversion.TEXT.then(none).then(fails).function().apply(json("1")))
                .isNull();
        assertThat(Conversion.NONE.then(Conversion.TEXT).then(none).describe()).isEqualTo("as a string; nothing");
    }
}
