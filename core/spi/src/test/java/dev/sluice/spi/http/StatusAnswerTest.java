package dev.sluice.spi.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.spi.Answer;
import dev.sluice.spi.DeliveryResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusAnswerTest {

    private static final StatusAnswer READING =
            new StatusAnswer(URI.create("https://sink.example/in"), "check settings.apiKey");

    private static Answer read(int status, String body, Map<String, String> headers) {
        DeliveryResponse response =
                new DeliveryResponse(status, headers, body.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
        return READING.read(response, new AnswerBody(response, List.of("the-key")));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 299})
    void successIsDelivered(int status) {
        assertThat(read(status, "", Map.of())).isEqualTo(new Answer.Delivered(Optional.empty()));
    }

    @Test
    void successWithAWebPageIsNobodysWord() {
        assertThat(read(200, " <html>", Map.of())).isInstanceOf(Answer.Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void refusedCredentialsWaitForAPerson(int status) {
        assertThat(read(status, "{\"message\":\"bad the-key\"}", Map.of()))
                .isEqualTo(new Answer.Misconfigured(status + " bad ***", "check settings.apiKey"));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 308, 404, 405, 410})
    void aWrongAddressWaitsForAPerson(int status) {
        assertThat(read(status, "", Map.of()))
                .isEqualTo(new Answer.Misconfigured(
                        Integer.toString(status), "check the address https://sink.example/in (settings.endpoint)"));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 408, 425, 500, 502, 503, 504, 599, 0})
    void whatMayPassIsSentAgain(int status) {
        assertThat(read(status, "", Map.of("retry-after", "7")))
                .isEqualTo(new Answer.Unavailable(Integer.toString(status), Optional.of(Duration.ofSeconds(7))));
    }

    @Test
    void tooLargeIsHalved() {
        assertThat(read(413, "", Map.of())).isEqualTo(new Answer.TooLarge("413"));
    }

    @Test
    void tooManySlowDownForAsLongAsAskedOrHalfAMinute() {
        assertThat(read(429, "", Map.of("Retry-After", "9")))
                .isEqualTo(new Answer.SlowDown("429", Duration.ofSeconds(9)));
        assertThat(read(429, "", Map.of())).isEqualTo(new Answer.SlowDown("429", StatusAnswer.DEFAULT_PAUSE));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 422})
    void otherRefusalsAreOfWhatIsSent(int status) {
        assertThat(read(status, "{\"detail\":\"no\"}", Map.of())).isEqualTo(new Answer.Refused(status + " no"));
    }
}
