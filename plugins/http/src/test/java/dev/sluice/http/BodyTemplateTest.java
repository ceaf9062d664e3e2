package dev.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.spi.InvalidSettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a template can say, and what it is told where it says nothing that can be sent. */
class BodyTemplateTest {

    private static final JsonNode EVENT = Http.json("""
            {"event_id":"e1","object_type":"email","metric":"sent","timestamp":1669045350123,
             "data":{"n":7,"x":2.5,"s":"AbC","l":[1,2],"o":{"k":true},"nothing":null,"big":12345678901234567890123}}""");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "[event_id, object_type, metric, timestamp]      | [`e1`,`email`,`sent`,1669045350]",
                "data.o                                          | {`k`:true}",
                "data.s                                          | `AbC`",
                "{'a': data.n + 1, 'b': data.x * 2.0}            | {`a`:8,`b`:5.0}",
                "[data.nothing, data.big, true, null]            | [null,12345678901234567890123,true,null]",
                "has(data.gone) ? data.gone : {'none': true}     | {`none`:true}",
                "{'a': data.?gone.orValue('-'), ?'b': data.?c}   | {`a`:`-`}",
                "{'l': data.l.map(i, i * 2), 'any': 2 in data.l} | {`l`:[2,4],`any`:true}",
                "[data.s.lowerAscii(), 'a,b'.split(',')]         | [`abc`,[`a`,`b`]]",
                "[base64.encode(b'hi'), b'hi']                   | [`aGk=`,`aGk=`]",
                "cel.bind(o, data.o, [o, o.k])                   | [{`k`:true},true]",
                "[timestamp(timestamp), duration('90.5s')]       | [`2022-11-21T15:42:30Z`,`90.5s`]",
                "{1: 'a', true: 18446744073709551615u}           | {`1`:`a`,`true`:18446744073709551615}"
            })
    void givesJson(String template, String json) {
        assertThat(BodyTemplate.compile(template).apply(EVENT).toString()).isEqualTo(json.replace('`', '"'));
    }

    @Test
    void anEventWithoutDataHasEmptyData() {
        assertThat(BodyTemplate.compile("data").apply(Http.json("{\"event_id\":\"e\",\"data\":[1]}")))
                .isEqualTo(Http.json("{}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'a': nope}    | undeclared reference to 'nope'",
                "{'a':          | mismatched input",
                "data.s.nope()  | undeclared reference to 'nope'",
                "1 + 1          | gives int; write an expression that gives a map, a list or a string",
                "true           | gives bool; write",
                "null           | gives null_type; write",
                "timestamp(1)   | gives google.protobuf.Timestamp; write"
            })
    void whatIsNoTemplateIsRefusedAtItsPlace(String template, String why) {
        assertThatThrownBy(() -> BodyTemplate.compile(template))
                .isInstanceOfSatisfying(
                        InvalidSettingsException.class,
                        invalid -> assertThat(invalid.pointer()).isEqualTo("/body"))
                .hasMessageContaining(why);
    }

    @Test
    void theRefusalPointsIntoTheTemplate() {
        assertThatThrownBy(() -> BodyTemplate.compile("{'id': event_id, 'at': time}"))
                .hasMessageContaining("<input>:1:24")
                .hasMessageContaining(" | {'id': event_id, 'at': time}\n | .......................^");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'a': data.gone}",
                "data.n",
                "data.nothing",
                "{'a': 1 / (data.n - 7)}",
                "{'a': 1.0 / 0.0}",
                "{'a': data.n + data.s}",
                "{'a': data.l[5]}",
                "{'a': type(data.n)}",
                "{'a': int(data.s)}",
                "{'a': data.big + 1}"
            })
    void whereItGivesNothingForAnEventItSaysSo(String template) {
        BodyTemplate compiled = BodyTemplate.compile(template);

        assertThatThrownBy(() -> compiled.apply(EVENT))
                .isInstanceOf(TemplateFailedException.class)
                .hasMessageStartingWith("the template in settings.body ");
    }

    @Test
    void loopsEndBeforeTheyHoldUpALane() {
        String loop = "data.l";
        for (int i = 0; i < 14; i++) {
            loop = "data.l.map(x" + i + ", " + loop + ")";
        }
        BodyTemplate compiled = BodyTemplate.compile(loop);

        assertThatThrownBy(() -> compiled.apply(EVENT)).hasMessageContaining("Iteration budget exceeded");
    }
}
