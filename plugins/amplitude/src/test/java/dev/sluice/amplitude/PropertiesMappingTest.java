package dev.sluice.amplitude;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.lane.LanePreview.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mapping table, row by row: what goes into {@code event_properties}, and how it is fitted to Amplitude. */
class PropertiesMappingTest {

    private final Amplitude amplitude = Amplitude.with("{}");

    @Test
    void allOtherFieldsOfDataBecomeProperties() {
        JsonNode properties =
                amplitude.map(Amplitude.of("push", "clicked", """
                        {"identifiers":{"id":"u","email":"a@b.c","cio_id":"c1"},"customer_id":"u","href":"ciosas://product/2",
                         "proxied":false,"new_field":{"deep":[1,null,{"x":null}]},"gone":null,"n":1.5,
                         "recipients":[{"device_id":"d1","device_platform":"ios"}]}
                        """)).path("event_properties");

        assertThat(properties.toString())
                .isEqualTo("{\"customer_id\":\"u\",\"href\":\"ciosas://product/2\",\"proxied\":false,"
                        + "\"new_field\":{\"deep\":[1,{}]},\"n\":1.5,\"email\":\"a@b.c\",\"cio_id\":\"c1\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{'device_id':'d','platform':'ios'}]                          | false",
                "{'device_id':'d','device_platform':'ios'}                     | false",
                "[{'device_id':'d','failure_message':null}]                    | false",
                "[]                                                            | false",
                "[{'device_id':'d','failure_message':'gone'}]                  | true",
                "[{'device_id':'d'},{'device_id':'e'}]                         | true",
                "[{'device_id':'unknown'}]                                     | true",
                "[{'platform':'ios'}]                                          | true",
                "[{'device_id':null,'device_platform':'ios'}]                  | true",
                "['text']                                                      | true",
                "7                                                             | true"
            })
    void recipientsStayWhereTheySayMore(String recipients, boolean stay) {
        JsonNode mapped =
                amplitude.mapData("{\"customer_id\":\"u\",\"recipients\":" + recipients.replace('\'', '"') + "}");

        assertThat(mapped.path("event_properties").has("recipients")).isEqualTo(stay);
    }

    @ParameterizedTest
    @CsvSource({
        "email, sent, false, false",
        "email, sent, true, true",
        "push, sent, true, true",
        "email, opened, true, false",
        "customer, cio_subscription_preferences_changed, false, true",
        "email, cio_subscription_preferences_changed, false, true"
    })
    void contentIsTheMessageOnlyWhereItIsAskedFor(
            String objectType, String metric, boolean bodyContent, boolean there) {
        JsonNode mapped = Amplitude.with("{\"bodyContent\":" + bodyContent + "}")
                .map(Amplitude.of(objectType, metric, "{\"customer_id\":\"u\",\"content\":\"hello\"}"));

        assertThat(mapped.path("event_properties").has("content")).isEqualTo(there);
    }

    @Test
    void stringsAreCutAt1024CharactersAndNeverInsideASurrogatePair() {
        String content = "x".repeat(1023) + "😀 and more";
        JsonNode properties = Amplitude.with("{\"bodyContent\":true}")
                .mapData("{\"customer_id\":\"u\",\"content\":\"" + content + "\",\"subject\":\"" + "y".repeat(2000)
                        + "\"}")
                .path("event_properties");

        assertThat(properties.path("content").asText()).isEqualTo("x".repeat(1023));
        assertThat(properties.path("subject").asText()).isEqualTo("y".repeat(1024));
    }

    @Test
    void halfASurrogatePairBecomesTheReplacementCharacter() {
        assertThat(amplitude
                        .mapData("{\"customer_id\":\"u\",\"subject\":\"a\\ud83d b\"}")
                        .at("/event_properties/subject")
                        .asText())
                .isEqualTo("a\uFFFD b");
    }

    @Test
    void whatNestsTooDeeplyForAmplitudeBecomesText() {
        JsonNode mapped =
                amplitude.mapData("{\"customer_id\":\"u\",\"deep\":" + "[".repeat(100) + "]".repeat(100) + "}");

        JsonNode deepest = mapped.at("/event_properties/deep");
        int levels = 2;
        while (deepest.isArray()) {
            deepest = deepest.get(0);
            levels++;
        }
        assertThat(deepest.isTextual()).isTrue();
        assertThat(levels - 1).isLessThanOrEqualTo(40);
    }

    @Test
    void hugeNumbersStayNumbers() {
        assertThat(amplitude.outcome(
                        Amplitude.email("{\"customer_id\":\"u\",\"n\":1e400,\"i\":" + "9".repeat(400) + "}")))
                .isInstanceOf(Outcome.Sent.class);
    }
}
