package dev.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.spi.Answer;
import dev.sluice.spi.DeliveryResponse;
import dev.sluice.spi.Fate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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

/** The table of answers, row by row: first what the operator says of a status, then what HTTP does. */
class HttpAnswersTest {

    private static final String PAGE = "<html><head><title>Error</title></head><body>nginx</body></html>";

    private static Answer read(String settings, int status, String body, Map<String, String> headers, int events) {
        DeliveryResponse response =
                new DeliveryResponse(status, headers, body.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
        return Http.with(settings)
                .destination()
                .read(response, Http.batch("{}", "{}", "{}").subList(0, events));
    }

    private static Answer read(String settings, int status) {
        return read(settings, status, "", Map.of(), 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void anySuccessSettlesTheBatchWhateverItSays(int status) {
        assertThat(read("{}", status, PAGE, Map.of(), 2)).isEqualTo(new Answer.Delivered(Optional.empty()));
    }

    @Test
    void successIsWhatTheOperatorSays() {
        assertThat(read("{'success':['200-201',409]}", 201)).isInstanceOf(Answer.Delivered.class);
        assertThat(read("{'success':['200-201',409]}", 409)).isInstanceOf(Answer.Delivered.class);
        assertThat(read("{'success':['200-201',409]}", 202))
                .isEqualTo(new Answer.Unavailable("202, which settings.success does not name", Optional.empty()));
    }

    @Test
    void aRejectedEventIsNarrowedDownAndThenADeadLetterAtOnce() {
        assertThat(read("{'rejected':['4xx']}", 422, "{\"error\":\"no such list\"}", Map.of(), 2))
                .isEqualTo(new Answer.Refused("422 no such list"));
        assertThat(read("{'rejected':['4xx']}", 422, "{\"error\":\"no such list\"}", Map.of(), 1))
                .isEqualTo(new Answer.Sorted(List.of(new Fate.Rejected("refused", "422 no such list"))));
    }

    @Test
    void whatIsToBeRetriedIsSentAgainWhenTheEndpointSays() {
        assertThat(read("{'retried':[409]}", 409, "", Map.of("Retry-After", "7"), 1))
                .isEqualTo(new Answer.Unavailable("409", Optional.of(Duration.ofSeconds(7))));
    }

    @Test
    void whatIsMisconfiguredPausesTheLane() {
        assertThat(read("{'misconfigured':[402]}", 402)).isInstanceOf(Answer.Misconfigured.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 406, 409, 422, 451})
    void anUnlistedRefusalIsADeadLetterOnlyOnceTheEndpointTakesOthers(int status) {
        assertThat(read("{}", status, PAGE, Map.of(), 1)).isEqualTo(new Answer.Refused(Integer.toString(status)));
    }

    @ParameterizedTest
    @CsvSource({
        "301, settings.url",
        "308, settings.url",
        "404, settings.url",
        "405, settings.method",
        "410, settings.url",
        "401, settings.headers",
        "403, settings.signingSecrets"
    })
    void whatAPersonHasToMendPausesTheLaneAndNamesTheSetting(int status, String setting) {
        Answer.Misconfigured answer = (Answer.Misconfigured) read("{}", status);

        assertThat(answer.remedy()).contains(setting).doesNotContain("settings.endpoint");
    }

    @Test
    void tooLargeIsHalvedAndTooManySlowTheLane() {
        assertThat(read("{}", 413)).isEqualTo(new Answer.TooLarge("413"));
        assertThat(read("{}", 429)).isEqualTo(new Answer.SlowDown("429", Duration.ofSeconds(30)));
        assertThat(read("{}", 429, "", Map.of("retry-after", "120"), 1))
                .isEqualTo(new Answer.SlowDown("429", Duration.ofSeconds(120)));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 500, 502, 503, 504, 599, 100})
    void whatMayPassIsSentAgain(int status) {
        assertThat(read("{}", status, PAGE, Map.of("Retry-After", "7"), 2))
                .isEqualTo(new Answer.Unavailable(Integer.toString(status), Optional.of(Duration.ofSeconds(7))));
    }

    @Test
    void aReasonQuotesNoCredentialAndNotWhereOnTheServer() {
        Answer answer = read(
                "{'headers':{'Authorization':'Bearer abcdefgh','X-Short':'1'}}",
                400,
                "{\"error\":\"1 bad token abcdefgh at /services/T0/secret?source=sluice\"}",
                Map.of(),
                2);

        assertThat(answer).isEqualTo(new Answer.Refused("400 1 bad token *** at ***?***"));
    }

    @Property(tries = 1_000)
    void noBytesMakeItFail(@ForAll byte[] body, @ForAll @IntRange(min = -1, max = 700) int status) {
        DeliveryResponse response = new DeliveryResponse(status, Map.of(), body, Instant.EPOCH);

        assertThat(Http.with("{'rejected':[400]}").destination().read(response, List.of()))
                .isNotNull();
    }
}
