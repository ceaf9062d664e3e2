package dev.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.spi.BatchLimits;
import dev.sluice.spi.DeliveryRequest;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpRequestsTest {

    private static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    @Test
    void anEventAloneIsTheWholeBody() {
        DeliveryRequest request = Http.with("{}").request("{\"a\":\"ü\"}");

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri()).hasToString(Http.URL);
        assertThat(request.headers())
                .containsOnly(Map.entry("Content-Type", "application/json"), Map.entry("User-Agent", "sluice"));
        assertThat(Http.text(request.body())).isEqualTo("{\"a\":\"ü\"}");
        assertThat(request.gzipFromBytes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'format':'array'}                          | application/json     | [{`a`:1},`b`,[3]]          | []",
                "{'format':'array','arrayField':'my events'} | application/json     | {`my events`:[{`a`:1},`b`,[3]]} | {`my events`:[]}",
                "{'format':'ndjson'}                         | application/x-ndjson | {`a`:1}~`b`~[3]~           | ~"
            })
    void severalEventsAreAnArrayOrLines(String settings, String type, String body, String empty) {
        Http http = Http.with(settings);

        DeliveryRequest request = http.request("{\"a\":1}", "\"b\"", "[3]");

        assertThat(Http.text(request.body())).isEqualTo(body.replace('`', '"').replace('~', '\n'));
        assertThat(request.headers()).containsEntry("Content-Type", type);
        assertThat(Http.text(http.request().body()))
                .isEqualTo(empty.replace('`', '"').replace('~', '\n'));
    }

    @Test
    void methodAndHeadersAreTheOperatorsAndWinOverOurs() {
        DeliveryRequest request = Http.with("""
                {'method':'PUT','headers':{'content-type':'application/vnd.x+json','USER-AGENT':'mine','Authorization':'Bearer t'}}""").request("{}");

        assertThat(request.method()).isEqualTo("PUT");
        assertThat(request.headers())
                .containsEntry("Authorization", "Bearer t")
                .containsValue("application/vnd.x+json")
                .containsValue("mine")
                .hasSize(3);
    }

    @Test
    void aRequestIsSignedOverTheBytesThatAreSent() {
        Http http = Http.with("{'signingSecrets':['" + SECRET + "'],'format':'array'}");

        DeliveryRequest request = http.request("{\"a\":1}", "{\"b\":2}");

        assertThat(request.headers())
                .containsAllEntriesOf(WebhookSignature.of(Http.json("[\"" + SECRET + "\"]"))
                        .orElseThrow()
                        .headers(WebhookIds.of(Http.batch("", "")), Http.NOW, request.body()));
    }

    @Test
    void aLaterTryHasTheSameIdAndATimeAndSignatureOfItsOwn() {
        Http http = Http.with("{'signingSecrets':['" + SECRET + "']}");

        DeliveryRequest first = http.destination().request(Http.batch("{}"), Instant.ofEpochSecond(1_000));
        DeliveryRequest second = http.destination().request(Http.batch("{}"), Instant.ofEpochSecond(2_000));

        assertThat(first.headers()).containsEntry("webhook-id", "e0").containsEntry("webhook-timestamp", "1000");
        assertThat(second.headers()).containsEntry("webhook-id", "e0").containsEntry("webhook-timestamp", "2000");
        assertThat(first.headers().get("webhook-signature"))
                .isNotEqualTo(second.headers().get("webhook-signature"));
    }

    @Test
    void compressionCanBeSet() {
        assertThat(Http.with("{'gzip':true}").request("{}").gzipFromBytes()).hasValue(1024);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                  | 1   | 1000000 | 1000000",
                "{'maxEvents':50,'maxBytes':2048}                    | 1   | 2048    | 2048",
                "{'format':'array'}                                  | 100 | 1000000 | 999998",
                "{'format':'array','arrayField':'e','maxEvents':7}   | 7   | 1000000 | 999992",
                "{'format':'ndjson','maxEvents':50,'maxBytes':2048}  | 50  | 2048    | 2047"
            })
    void limitsAreTheOperators(String settings, int maxEvents, int maxBytes, int maxEventBytes) {
        assertThat(Http.with(settings).destination().limits())
                .isEqualTo(new BatchLimits(maxEvents, maxBytes, maxEventBytes));
    }

    @Test
    void noTextShowsTheAddressBeyondItsServer() {
        Http http = Http.with("{}");

        assertThat(http.destination().endpoint()).hasToString("https://hooks.example.com");
        assertThat(http.destination().probe(Http.NOW)).isEmpty();
    }
}
