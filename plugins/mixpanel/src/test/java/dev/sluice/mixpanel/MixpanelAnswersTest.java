package dev.sluice.mixpanel;

import static dev.sluice.mixpanel.Mixpanel.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.Answer;
import dev.sluice.spi.DeliveryResponse;
import dev.sluice.spi.Destination;
import dev.sluice.spi.Fate;
import dev.sluice.spi.Identity;
import dev.sluice.spi.MappedEvent;
import dev.sluice.testkit.fuzz.Fuzzing;
import dev.sluice.testkit.fuzz.HostileBytes;
import dev.sluice.testkit.fuzz.HostileJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of answers, row by row, with the bodies that Mixpanel documents. */
class MixpanelAnswersTest {

    private static final Fate ARRIVED = new Fate.Arrived();
    private static final Fate AGAIN = new Fate.Again();
    private static final String PARTIAL = """
            {'code':400,'error':'some data points in the request failed validation','status':'Bad Request',
             'num_records_imported':%d,
             'failed_records':[{'index':0,'$insert_id':'a','field':'properties.time',
                                'message':'properties.time is invalid: must be specified as seconds since epoch'},
                               {'index':3,'insert_id':'b','field':'properties.utm_source','message':'should be valid utf8'}]}""";

    private static List<MappedEvent> batch(int size) {
        return Collections.nCopies(size, new MappedEvent("e", new byte[] {'{', '}'}, Identity.NOBODY));
    }

    private static Answer read(Destination destination, int status, byte[] body, int events) {
        return destination.read(new DeliveryResponse(status, Map.of(), body, Instant.EPOCH), batch(events));
    }

    private static Answer read(int status, String body, int events) {
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return read(Mixpanel.with("{}").destination(), status, bytes, events);
    }

    @Test
    void a200SettlesTheBatch() {
        assertThat(read(200, "{'code':200,'num_records_imported':4,'status':'OK'}", 4))
                .isEqualTo(new Answer.Delivered(Optional.empty()));
        assertThat(read(200, "", 4)).isEqualTo(new Answer.Delivered(Optional.empty()));
    }

    @Test
    void a200ThatCountsOthersIsRemarkedUpon() {
        assertThat(read(200, "{'code':200,'num_records_imported':3,'status':'OK'}", 4))
                .isEqualTo(new Answer.Delivered(Optional.of("Mixpanel counted 3 events where 4 were sent")));
    }

    @Test
    void ofA400TheNamedBecomeDeadLettersAndTheOthersHaveArrived() {
        assertThat(read(400, PARTIAL.formatted(3), 5))
                .isEqualTo(new Answer.Sorted(List.of(
                        new Fate.Rejected(
                                "invalid-field",
                                "properties.time is invalid: must be specified as seconds since epoch"),
                        ARRIVED,
                        ARRIVED,
                        new Fate.Rejected("invalid-field", "properties.utm_source: should be valid utf8"),
                        ARRIVED)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void theOthersGoAgainWhereTheCountDoesNotSayThatTheyArrived(int imported) {
        Answer.Sorted sorted = (Answer.Sorted) read(400, PARTIAL.formatted(imported), 5);

        assertThat(sorted.fates()).element(0).isInstanceOf(Fate.Rejected.class);
        assertThat(sorted.fates()).element(1).isEqualTo(AGAIN);
        assertThat(sorted.fates()).element(4).isEqualTo(AGAIN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'code':400,'error':'invalid JSON','status':'Bad Request'}",
                "{'failed_records':[]}",
                "{'failed_records':{'index':0}}",
                "{'failed_records':[{'index':5},{'index':-1},{'index':'0'},{'index':0.5},{},7,null]}",
                "{'failed_records':[{'ind",
                "<html>400</html>"
            })
    void a400ThatNamesNobodyIsToBeNarrowedDown(String body) {
        assertThat(read(400, body, 5)).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void theProbeSucceedsWhereItsEventIsFoundInvalid() {
        assertThat(read(400, PARTIAL.formatted(0), 0)).isEqualTo(new Answer.Delivered(Optional.empty()));
        assertThat(read(400, "{'error':'invalid JSON'}", 0)).isInstanceOf(Answer.Refused.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                         | serviceAccountSecret | region us",
                "{'region':'eu'}                            | projectId            | region eu",
                "{'region':'in'}                            | Owner or Admin       | region in"
            })
    void refusedCredentialsWaitForAPersonWhoIsToldOfTheRegion(String settings, String one, String other) {
        byte[] body = "{\"code\":401,\"error\":\"Invalid credentials\",\"status\":\"Unauthorized\"}"
                .getBytes(StandardCharsets.UTF_8);

        Answer.Misconfigured answer =
                (Answer.Misconfigured) read(Mixpanel.with(settings).destination(), 401, body, 5);

        assertThat(answer.reason()).isEqualTo("401 Invalid credentials");
        assertThat(answer.remedy()).contains(one).contains(other);
    }

    @Test
    void ofATokenTheRemedyNamesTheToken() {
        Answer.Misconfigured answer = (Answer.Misconfigured)
                read(Mixpanel.withOnly("{'projectToken':'a-token'}").destination(), 401, new byte[0], 5);

        assertThat(answer.remedy()).contains("settings.projectToken").doesNotContain("serviceAccount", "a-token");
    }

    @Test
    void theRateLimitSlowsTheLane() {
        assertThat(read(429, "{'code':429,'error':'Project exceeded rate limits.','status':'Too Many Requests'}", 5))
                .isEqualTo(new Answer.SlowDown("429 Project exceeded rate limits.", Duration.ofSeconds(30)));
    }

    @Test
    void tooLargeIsHalved() {
        assertThat(read(413, "{'code':413,'error':'request exceeds max limit of 2097152 bytes'}", 5))
                .isEqualTo(new Answer.TooLarge("413 request exceeds max limit of 2097152 bytes"));
    }

    @Test
    void noTextShowsTheSecretInAnyForm() {
        String token = Mixpanel.with("{}")
                .destination()
                .request(List.of(), Instant.EPOCH)
                .headers()
                .get("Authorization")
                .substring("Basic ".length());

        assertThat(read(400, "{'error':'" + Mixpanel.SECRET + "'}", 5).toString())
                .doesNotContain(Mixpanel.SECRET);
        assertThat(read(500, "{'error':'" + token + "'}", 5).toString()).doesNotContain(token);
        assertThat(read(400, "{'failed_records':[{'index':0,'message':'" + Mixpanel.SECRET + "'}]}", 5)
                        .toString())
                .doesNotContain(Mixpanel.SECRET);
    }

    @Test
    void whateverIsAnsweredMeansSomething() {
        Destination destination = Mixpanel.with("{}").destination();
        Fuzzing.run(20_000, random -> {
            int status = List.of(200, 400, 400, 400, 401, 413, 429, 500).get(random.nextInt(8));
            String changed =
                    HostileJson.written(HostileJson.mutated((ObjectNode) json(PARTIAL.formatted(3)), random), random);
            byte[] body = changed.getBytes(StandardCharsets.UTF_8);
            int size = random.nextInt(6);

            Answer answer =
                    read(destination, status, random.nextInt(3) == 0 ? HostileBytes.mutated(body, random) : body, size);

            if (answer instanceof Answer.Sorted sorted) {
                assertThat(sorted.fates()).hasSize(size).anyMatch(Fate.Rejected.class::isInstance);
            }
            assertThat(answer.toString()).doesNotContainPattern("\\p{Cntrl}");
        });
    }
}
