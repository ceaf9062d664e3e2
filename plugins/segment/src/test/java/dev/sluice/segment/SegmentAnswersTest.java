package dev.sluice.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.spi.Answer;
import dev.sluice.spi.DeliveryResponse;
import dev.sluice.spi.Identity;
import dev.sluice.spi.MappedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of answers, row by row. */
class SegmentAnswersTest {

    private static final String PAGE = "<html><head><title>Error</title></head><body>nginx</body></html>";

    private static Answer read(int status, String body, Map<String, String> headers, String settings) {
        DeliveryResponse response = new DeliveryResponse(
                status, headers, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
        MappedEvent event = new MappedEvent("e", new byte[] {'{', '}'}, Identity.NOBODY);
        return Segment.with(settings).destination().read(response, List.of(event, event));
    }

    private static Answer read(int status, String body) {
        return read(status, body, Map.of(), "{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'success':true}", "", "{}", "{'succ", "[]"})
    void a200SettlesTheBatch(String body) {
        assertThat(read(200, body)).isEqualTo(new Answer.Delivered(Optional.empty()));
    }

    @Test
    void a200ThatDeniesSuccessIsNoSuccess() {
        assertThat(read(200, "{'success':false,'message':'no_user_anon_id'}"))
                .isEqualTo(new Answer.Refused("200 no_user_anon_id"));
    }

    @Test
    void a200WithAPageCameFromSomethingElseAndIsSentAgain() {
        assertThat(read(200, PAGE)).isInstanceOf(Answer.Unavailable.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"400 | {'message':'malformed JSON'}", "400 | ''", "400 | <html>Bad</html>", "422 | {}"})
    void aRefusalIsNarrowedDownSinceSegmentNamesNoEvent(int status, String body) {
        assertThat(read(status, body)).isInstanceOf(Answer.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aRefusedKeyPausesTheLaneAndNamesTheRegion(int status) {
        Answer us = read(status, "{'message':'invalid write key'}");
        Answer eu = read(status, "{}", Map.of(), "{'region':'eu'}");

        assertThat(((Answer.Misconfigured) us).remedy())
                .contains("settings.writeKey")
                .contains("region us");
        assertThat(((Answer.Misconfigured) us).reason()).isEqualTo(status + " invalid write key");
        assertThat(((Answer.Misconfigured) eu).remedy()).contains("region eu");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 308, 404, 405, 410})
    void aWrongAddressPausesTheLane(int status) {
        assertThat(read(status, PAGE)).isInstanceOf(Answer.Misconfigured.class);
    }

    @Test
    void tooLargeIsHalved() {
        assertThat(read(413, PAGE)).isEqualTo(new Answer.TooLarge("413"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Retry-After | 7 | 7",
                "retry-after | 0 | 0",
                "X-RateLimit-Reset | 12 | 12",
                "x-ratelimit-reset | 1700000000 | 30",
                "X-RateLimit-Reset | soon | 30",
                "X-Other | 1 | 30"
            })
    void a429SlowsTheLaneForAsLongAsSegmentSays(String header, String value, int seconds) {
        assertThat(read(429, "{}", Map.of(header, value), "{}"))
                .isEqualTo(new Answer.SlowDown("429", Duration.ofSeconds(seconds)));
    }

    @Test
    void retryAfterWinsOverTheOtherHeader() {
        assertThat(read(429, "{}", Map.of("Retry-After", "3", "X-RateLimit-Reset", "9"), "{}"))
                .isEqualTo(new Answer.SlowDown("429", Duration.ofSeconds(3)));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504, 520})
    void whatMayPassIsSentAgain(int status) {
        assertThat(read(status, PAGE)).isEqualTo(new Answer.Unavailable(Integer.toString(status), Optional.empty()));
        assertThat(read(status, "", Map.of("Retry-After", "7"), "{}"))
                .isEqualTo(new Answer.Unavailable(Integer.toString(status), Optional.of(Duration.ofSeconds(7))));
    }

    @Test
    void aReasonQuotesTheKeyInNoForm() {
        String credentials = Base64.getEncoder().encodeToString((Segment.KEY + ":").getBytes(StandardCharsets.UTF_8));

        assertThat(read(400, "{'message':'bad " + Segment.KEY + " in " + credentials + "'}"))
                .isEqualTo(new Answer.Refused("400 bad *** in ***"));
    }

    @Property(tries = 1_000)
    void noBytesMakeItFail(@ForAll byte[] body, @ForAll @IntRange(min = 100, max = 599) int status) {
        DeliveryResponse response = new DeliveryResponse(status, Map.of(), body, Instant.EPOCH);

        assertThat(Segment.with("{}").destination().read(response, List.of())).isNotNull();
    }
}
