package dev.sluice.testkit.amplitude;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestRulesTest {

    private static final String EVENT = "{\"event_type\":\"Email Sent\",\"user_id\":\"user-1\"}";

    private final SteppingClock clock = new SteppingClock();
    private RunningSandbox running;

    @BeforeEach
    void start() {
        running = RunningSandbox.start(
                SandboxOptions.forApiKey(RunningSandbox.KEY).withClock(clock));
    }

    @AfterEach
    void close() {
        running.close();
    }

    @Test
    void tellsHowManyEventsItTookIn() {
        HttpResponse<String> answer = running.upload(EVENT + "," + EVENT);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("""
                        {"code":200,"events_ingested":2,"payload_size_bytes":%d,"server_upload_time":%d}""".formatted(
                        RunningSandbox.body(EVENT + "," + EVENT).length(), clock.millis()));
    }

    @Test
    void takesAnEmptyListAndIngestsNothing() {
        HttpResponse<String> answer = running.upload("");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"events_ingested\":0");
    }

    @Test
    void takesGzip() {
        assertThat(running.postGzip(RunningSandbox.body(EVENT)).statusCode()).isEqualTo(200);
        assertThat(running.sandbox().events()).hasSize(1);
    }

    @Test
    void takesUploadsAtTheHttpApi() {
        running.post(running.sandbox().httpApiUri(), RunningSandbox.body(EVENT));
        assertThat(running.sandbox().events()).hasSize(1);
    }

    @Test
    void echoesAnInvalidApiKey() {
        expect(running.post("{\"api_key\":\"wrong\",\"events\":[" + EVENT + "]}"), 400, """
                {"code":400,"error":"Invalid API key: wrong"}""");
    }

    @Test
    void namesAMissingApiKey() {
        expect(running.post("{\"events\":[" + EVENT + "]}"), 400, """
                {"code":400,"error":"Request missing required field","missing_field":"api_key"}""");
    }

    @Test
    void namesMissingEvents() {
        expect(running.post("{\"api_key\":\"a-key\"}"), 400, """
                {"code":400,"error":"Request missing required field","missing_field":"events"}""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"api_key\":", "[]", "7", "{} {}", "{\"api_key\":\"a-key\",\"events\":[3]}"})
    void refusesWhatIsNoJsonRequest(String body) {
        expect(running.post(body), 400, """
                {"code":400,"error":"Invalid JSON request body"}""");
    }

    @Test
    void refusesAnEmptyBody() {
        expect(running.post(""), 400, """
                {"code":400,"error":"Missing request body"}""");
    }

    @Test
    void refusesOtherPaths() {
        URI elsewhere = running.sandbox().batchUri().resolve("/identify");
        expect(running.post(elsewhere, RunningSandbox.body(EVENT)), 400, """
                {"code":400,"error":"Invalid request path"}""");
    }

    @Test
    void refusesMoreThanTwoThousandEvents() {
        expectTooLarge(running.upload(String.join(",", Collections.nCopies(2_001, EVENT))));
    }

    @Test
    void takesTwoThousandEvents() {
        String events = String.join(",", Collections.nCopies(2_000, EVENT));
        assertThat(running.upload(events).body()).contains("\"events_ingested\":2000");
    }

    @Test
    void refusesTwoThousandEventsAtTheHttpApi() {
        String events = String.join(",", Collections.nCopies(2_000, EVENT));
        expectTooLarge(running.post(running.sandbox().httpApiUri(), RunningSandbox.body(events)));
    }

    @Test
    void refusesMoreThanTwentyMegabytes() {
        expectTooLarge(running.post(" ".repeat(20_000_001)));
    }

    @Test
    void refusesAMegabyteAtTheHttpApi() {
        expectTooLarge(running.post(running.sandbox().httpApiUri(), " ".repeat(1_000_000)));
    }

    @Test
    void measuresGzippedBodiesUnpacked() {
        expectTooLarge(running.postGzip(" ".repeat(20_000_001)));
    }

    private void expectTooLarge(HttpResponse<String> answer) {
        expect(answer, 413, """
                {"code":413,"error":"Payload too large"}""");
    }

    private void expect(HttpResponse<String> answer, int status, String body) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(running.sandbox().events()).isEmpty();
    }
}
