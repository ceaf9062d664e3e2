package dev.sluice.testkit.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Collections;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Segment's documented rules, one by one, over HTTP. */
class SegmentSandboxTest {

    private static final String KEY = "a-write-key";
    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private SegmentSandbox sandbox = started(SegmentOptions.forWriteKey(KEY));

    private SegmentSandbox started(SegmentOptions options) {
        SegmentSandbox starting = new SegmentSandbox(vertx, options);
        starting.start().await();
        return starting;
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void takesABatchOfCalls() throws Exception {
        HttpResponse<String> answer = post("{\"batch\":[" + call("m1") + "," + call("m2") + "]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"success\":true}");
        assertThat(sandbox.ids()).containsExactly("m1", "m2");
    }

    @Test
    void takesTheWriteKeyInTheBodyToo() throws Exception {
        send(sandbox.batchUri(), "", "{\"writeKey\":\"" + KEY + "\",\"batch\":[" + call("m1") + "]}");

        assertThat(sandbox.ids()).containsExactly("m1");
    }

    @Test
    void takesCompressedRequests() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(packed)) {
            packing.write(("{\"batch\":[" + call("m1") + "]}").getBytes(StandardCharsets.UTF_8));
        }
        client.send(
                request(sandbox.batchUri(), basic(KEY + ":"), packed.toByteArray())
                        .header("Content-Encoding", "gzip")
                        .build(),
                BodyHandlers.ofString());

        assertThat(sandbox.ids()).containsExactly("m1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"other:", "a-write-key", "a-write-key:password", ":"})
    void refusesAWrongKeyOrOneWithoutItsColon(String pair) throws Exception {
        assertThat(send(sandbox.batchUri(), basic(pair), "{\"batch\":[" + call("m1") + "]}")
                        .statusCode())
                .isEqualTo(401);
        assertThat(sandbox.events()).isEmpty();
    }

    @Test
    void orIgnoresItAsItsDocumentsHaveIt() throws Exception {
        sandbox = started(SegmentOptions.forWriteKey(KEY).ignoringWrongKeys());

        assertThat(send(sandbox.batchUri(), basic("other:"), "{\"batch\":[" + call("m1") + "]}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(sandbox.events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "{}", "{\"batch\":{}}", "{\"batch\":[1]}", "{\"batch\":[]} x", "{\"batch\":[{}]"})
    void answers400ToWhatItCannotRead(String body) throws Exception {
        assertThat(post(body).statusCode()).isEqualTo(400);
    }

    @Test
    void answers400ToARequestOrAnEventThatIsTooLarge() throws Exception {
        String fits = call("m1").replace("{}", "{\"x\":\"" + "x".repeat(31_800) + "\"}");
        String tooLarge = call("m2").replace("{}", "{\"x\":\"" + "x".repeat(32_000) + "\"}");

        assertThat(post("{\"batch\":[" + fits + "]}").statusCode()).isEqualTo(200);
        assertThat(post("{\"batch\":[" + tooLarge + "]}").statusCode()).isEqualTo(400);
        assertThat(post("{\"batch\":[" + String.join(",", Collections.nCopies(16, fits)) + "]}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(sandbox.ids()).containsExactly("m1");
    }

    @Test
    void hasOnePathAndOneMethod() throws Exception {
        assertThat(send(sandbox.uri("/v1/batches"), basic(KEY + ":"), "{\"batch\":[]}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(client.send(HttpRequest.newBuilder(sandbox.batchUri()).GET().build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'type':'track'           | 'type':'trace'          | the type is not a method of the API",
                "'userId':'u'             | 'userId':' '            | no_user_anon_id",
                "'userId':'u'             | 'userId':7              | no_user_anon_id",
                "'event':'Email Sent'     | 'event':''              | a track call has no event",
                "2026-03-02T08:00:00.000Z | 1772438400              | the timestamp is not ISO 8601"
            })
    void answers200AndDropsACallThatBreaksARule(String good, String bad, String reason) throws Exception {
        String broken = call("m1").replace(good.replace('\'', '"'), bad.replace('\'', '"'));

        HttpResponse<String> answer = post("{\"batch\":[" + broken + "," + call("m2") + "]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(sandbox.ids()).containsExactly("m2");
        assertThat(sandbox.dropped()).extracting(DroppedCall::reason).containsExactly(reason);
    }

    @Test
    void dropsAMessageIdOf100CharactersAndCallsBeyond2500() throws Exception {
        post("{\"batch\":[" + call("m".repeat(100)) + "," + call("m".repeat(99)) + "]}");
        post("{\"batch\":[" + String.join(",", Collections.nCopies(2_501, "{}")) + "]}");

        assertThat(sandbox.ids()).containsExactly("m".repeat(99));
        assertThat(sandbox.dropped()).hasSize(2_502);
        assertThat(sandbox.dropped().get(2_501).reason()).isEqualTo("more than 2500 calls in a request");
    }

    @Test
    void takesAMessageIdOnceWithinADay() throws Exception {
        MovedClock clock = new MovedClock();
        sandbox = started(SegmentOptions.forWriteKey(KEY).withClock(clock));

        post("{\"batch\":[" + call("m1") + "," + call("m1") + "]}");
        clock.now = START.plus(Duration.ofHours(24));
        post("{\"batch\":[" + call("m1") + "]}");
        clock.now = START.plus(Duration.ofHours(24)).plusMillis(1);
        post("{\"batch\":[" + call("m1") + "]}");

        assertThat(sandbox.ids()).containsExactly("m1", "m1");
        assertThat(sandbox.duplicates()).hasSize(2);
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return send(sandbox.batchUri(), basic(KEY + ":"), body);
    }

    private HttpResponse<String> send(URI target, String authorization, String body)
            throws IOException, InterruptedException {
        return client.send(
                request(target, authorization, body.getBytes(StandardCharsets.UTF_8))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(URI target, String authorization, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String call(String messageId) {
        return "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"Email Sent\",\"messageId\":\"" + messageId
                + "\",\"timestamp\":\"2026-03-02T08:00:00.000Z\",\"properties\":{}}";
    }

    /** Stands where a test has put it. */
    private static final class MovedClock extends Clock {

        private volatile Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            throw new UnsupportedOperationException("the sandbox asks for instants alone");
        }
    }
}
