package dev.sluice.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the endpoint asks for, over HTTP. */
class HttpSandboxTest {

    /** The example that the libraries of the Standard Webhooks project are tested with. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Instant TIME = Instant.ofEpochSecond(1_614_265_330L);
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String GOOD = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private HttpSandbox started(EndpointOptions options) {
        HttpSandbox sandbox = new HttpSandbox(vertx, options);
        sandbox.start().await();
        return sandbox;
    }

    private HttpSandbox signed(Duration late) {
        return started(EndpointOptions.taking(new BodyForm.Single())
                .withId("/test")
                .signedWith(List.of("whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3", SECRET))
                .withClock(Clock.fixed(TIME.plus(late), ZoneOffset.UTC)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                GOOD + "                     | 200",
                "v1,bm9uZQ== " + GOOD + "    | 200",
                "v1a,x " + GOOD + " v1,x     | 200",
                "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= | 401",
                "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=    | 401",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OA= | 401",
                "v1,not base64                                   | 401"
            })
    void takesWhatOneOfItsSecretsHasSigned(String signature, int status) throws Exception {
        HttpSandbox sandbox = signed(Duration.ZERO);

        assertThat(deliver(sandbox, ID, BODY, signature)).isEqualTo(status);
        assertThat(sandbox.ids()).hasSize(status == 200 ? 1 : 0);
    }

    @Test
    void refusesAnotherIdOrAnotherBody() throws Exception {
        HttpSandbox sandbox = signed(Duration.ZERO);

        assertThat(deliver(sandbox, "msg_other", BODY, GOOD)).isEqualTo(401);
        assertThat(deliver(sandbox, ID, BODY.replace(" ", ""), GOOD)).isEqualTo(401);
        assertThat(post(sandbox, BODY, "application/json").statusCode()).isEqualTo(401);
        assertThat(sandbox.events()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"300, 200", "-300, 200", "301, 401", "-301, 401"})
    void refusesWhatIsMoreThanFiveMinutesOff(int secondsLate, int status) throws Exception {
        assertThat(deliver(signed(Duration.ofSeconds(secondsLate)), ID, BODY, GOOD))
                .isEqualTo(status);
    }

    @Test
    void takesADeliveryOnceByItsWebhookId() throws Exception {
        HttpSandbox sandbox = signed(Duration.ZERO);

        deliver(sandbox, ID, BODY, GOOD);
        assertThat(deliver(sandbox, ID, BODY, GOOD)).isEqualTo(200);

        assertThat(sandbox.ids()).containsExactly("2432232314");
        assertThat(sandbox.duplicates()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "single | {'event_id':'a'}                            | 1",
                "single | ['text']                                    | 1",
                "single | {'event_id':'a'}{'event_id':'b'}            | 0",
                "array  | [{'event_id':'a'},'text']                   | 2",
                "array  | []                                          | 0",
                "array  | {'event_id':'a'}                            | 0",
                "field  | {'events':[{'event_id':'a'}]}               | 1",
                "field  | [{'event_id':'a'}]                          | 0",
                "lines  | {'event_id':'a'}~'text'~                    | 2",
                "lines  | {'event_id':'a'}                            | 0",
                "lines  | {'event_id':'a'}~~                          | 0"
            })
    void readsTheFormThatItIsSetUpFor(String form, String body, int events) throws Exception {
        BodyForm taken = switch (form) {
            case "array" -> new BodyForm.Array(Optional.empty());
            case "field" -> new BodyForm.Array(Optional.of("events"));
            case "lines" -> new BodyForm.Lines();
            default -> new BodyForm.Single();
        };
        HttpSandbox sandbox = started(EndpointOptions.taking(taken));

        HttpResponse<String> answer = post(sandbox, body.replace('\'', '"').replace('~', '\n'), taken.mediaType());

        assertThat(sandbox.events()).hasSize(events);
        assertThat(answer.statusCode()).isEqualTo(events > 0 || body.equals("[]") ? 200 : 400);
    }

    @Test
    void asksForItsMethodItsHeaderItsTypeAndItsSize() throws Exception {
        HttpSandbox sandbox = started(EndpointOptions.taking(new BodyForm.Single())
                .withHeader("X-Key", "k")
                .upTo(20));

        assertThat(post(sandbox, "{}", "application/json").statusCode()).isEqualTo(401);
        assertThat(post(sandbox, "{}", "text/plain").statusCode()).isEqualTo(415);
        assertThat(post(sandbox, "\"" + "x".repeat(20) + "\"", "application/json")
                        .statusCode())
                .isEqualTo(413);
        assertThat(client.send(HttpRequest.newBuilder(sandbox.uri("/")).GET().build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(405);
    }

    private HttpResponse<String> post(HttpSandbox sandbox, String body, String type) throws Exception {
        return client.send(
                HttpRequest.newBuilder(sandbox.uri("/any?path"))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private int deliver(HttpSandbox sandbox, String id, String body, String signature) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(sandbox.uri("/any"))
                                .header("Content-Type", "application/json")
                                .header("Webhook-Id", id)
                                .header("Webhook-Timestamp", Long.toString(TIME.getEpochSecond()))
                                .header("Webhook-Signature", signature)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }
}
